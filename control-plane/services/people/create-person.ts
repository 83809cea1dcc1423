import { eq, inArray } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { checkPassword, type CreatePersonInput, type PersonSummary } from "#domain/identity/index.ts";
import { people, signUps, tenants } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { hashPassword, type IdentityServices } from "../../identity/index.ts";
import { lockEmail, makePerson } from "../accounts/index.ts";
import { recordAudit } from "../audit/index.ts";
import { answerOnce, callerName } from "../idempotency/index.ts";
import { addMember, lockMembers } from "../members/index.ts";
import { actingForPlatform } from "./acting-for-platform.ts";
import { personView } from "./person-view.ts";

/**
 * Makes a person whose address the platform vouches for. Without a password they choose one by resetting it. The same call with the
 * same key is answered the same.
 *
 * Fails with `forbidden`, `email-taken`, `password-refused`, `tenant-not-found` or `idempotency-key-reused`.
 */
export async function createPerson(
  services: IdentityServices,
  who: CallerAssertion,
  input: CreatePersonInput,
  key: string | null,
): Promise<Result<PersonSummary>> {
  const { email, name, password, platformRole } = input;
  const good = password === undefined ? ok(undefined) : checkPassword(password, email);
  if (!good.ok) return good;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  // Without the password, of which no quick digest is to be kept.
  const request = { email, name, platformRole, memberships: input.memberships };
  const keyed = { scope: `${callerName(who)} creates people`, key, request };
  return answerOnce(services.database, keyed, async (transaction): Promise<Result<PersonSummary>> => {
    const acting = await actingForPlatform(transaction, who, "people:write");
    if (!acting.ok) return acting;
    const wanted = new Map(input.memberships.map(({ tenantId, role }) => [tenantId, role]));
    if (!(await areThere(transaction, [...wanted.keys()]))) {
      return fail("tenant-not-found", "One of the memberships is in a tenant that is not there.");
    }
    for (const tenantId of [...wanted.keys()].sort()) await lockMembers(transaction, tenantId);
    await lockEmail(transaction, email);
    const [holder] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, email));
    if (holder !== undefined) return fail("email-taken", "Somebody has this address already.");
    const personId = await makePerson(services, transaction, { email, name, passwordHash, platformRole });
    await transaction.delete(signUps).where(eq(signUps.email, email));
    for (const [tenantId, role] of [...wanted].sort()) {
      await addMember(services, transaction, { tenantId, personId, role }, acting.value);
    }
    const { actor, origin } = acting.value;
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      actor,
      action: "person.created",
      target: { type: "person", id: personId },
      origin,
      before: null,
      after: { email, name, platformRole },
    });
    const [row] = await transaction.select().from(people).where(eq(people.id, personId));
    return ok(personView(row!, wanted.size));
  });
}

async function areThere(transaction: Transaction, tenantIds: readonly string[]): Promise<boolean> {
  if (tenantIds.length === 0) return true;
  const found = await transaction
    .select({ status: tenants.status })
    .from(tenants)
    .where(inArray(tenants.tenantId, [...tenantIds]));
  return found.length === tenantIds.length && found.every(({ status }) => status !== "deleted");
}
