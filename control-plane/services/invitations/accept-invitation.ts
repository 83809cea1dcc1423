import { eq } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { checkPassword } from "#domain/identity/index.ts";
import { invitations, people, signUps } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { hashPassword, personActor, type IdentityServices, type SignedIn } from "../../identity/index.ts";
import { lockEmail, makePerson } from "../accounts/index.ts";
import { addMember } from "../members/index.ts";
import { openInvitation, type OpenInvitation } from "./open-invitation.ts";

/** To which tenant somebody belongs now. */
export interface Accepted {
  readonly personId: string;
  readonly tenantId: string;
}
type Failure = "invitation-expired" | "already-member" | "forbidden" | "too-many-requests";

/** Accepts an invitation that was made for the address of whoever is signed in. */
export async function acceptInvitation(
  services: IdentityServices,
  { person }: SignedIn,
  token: string,
  origin: CallOrigin,
): Promise<Result<Accepted, Failure>> {
  const allowed = await services.limits.take("link-address", origin.address);
  if (!allowed.ok) return allowed;
  return withTransaction(services.database, async (transaction) => {
    const open = await openInvitation(transaction, token, services.now());
    if (!open.ok) return open;
    if (open.value.invitation.email !== person.email) {
      return fail("forbidden", "The invitation was made for another address. Sign in with that one.");
    }
    return join(services, transaction, open.value, person, origin);
  });
}

/** Accepts an invitation by becoming a person: the address is proved by the token that its mail brought. */
export async function signUpByInvitation(
  services: IdentityServices,
  { token, name, password }: { readonly token: string; readonly name: string; readonly password: string },
  origin: CallOrigin,
): Promise<Result<Accepted, Failure | "email-taken" | "password-refused">> {
  const allowed = await services.limits.take("link-address", origin.address);
  if (!allowed.ok) return allowed;
  const find = (transaction: Transaction) => openInvitation(transaction, token, services.now());
  // Looked at before the hash is made, which takes long, and again after.
  const seen = await withTransaction(services.database, find);
  if (!seen.ok) return seen;
  const { email } = seen.value.invitation;
  const good = checkPassword(password, email);
  if (!good.ok) return good;
  const passwordHash = await hashPassword(password);
  return withTransaction(services.database, async (transaction) => {
    const open = await find(transaction);
    if (!open.ok) return open;
    await lockEmail(transaction, email);
    const [holder] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, email));
    if (holder !== undefined) return fail("email-taken", "Somebody has this address already: sign in to accept.");
    const personId = await makePerson(services, transaction, { email, name, passwordHash });
    await transaction.delete(signUps).where(eq(signUps.email, email));
    return join(services, transaction, open.value, { personId, name }, origin);
  });
}

async function join(
  services: IdentityServices,
  transaction: Transaction,
  { invitation }: OpenInvitation,
  person: { readonly personId: string; readonly name: string },
  origin: CallOrigin,
): Promise<Result<Accepted, "already-member" | "forbidden">> {
  const { invitationId, tenantId, role } = invitation;
  const { personId } = person;
  const acting = { actor: personActor(person), origin, forPlatform: false };
  const added = await addMember(services, transaction, { tenantId, personId, role }, acting);
  if (!added.ok) return added;
  await transaction
    .update(invitations)
    .set({ status: "accepted", acceptedBy: personId, closedAt: new Date(services.now()) })
    .where(eq(invitations.invitationId, invitationId));
  return ok({ personId, tenantId });
}
