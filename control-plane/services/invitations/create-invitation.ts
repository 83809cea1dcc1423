import { and, eq } from "drizzle-orm";
import type { TenantRole } from "#domain/access/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { invitationDays, type Invitation } from "#domain/identity/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { invitations, memberships, people } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { hashOfToken, newMailToken, type IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { lockMembers } from "../members/index.ts";
import type { Acting } from "../tenants/index.ts";
import { invitationView, selectInvitations } from "./invitation-view.ts";
import { mailInvitation } from "./mail-invitation.ts";

export interface NewInvitation {
  readonly tenantId: string;
  /** In lower case. */
  readonly email: string;
  readonly role: TenantRole;
  /** Null for the platform. */
  readonly invitedBy: string | null;
}

export const invitationMs = invitationDays * 86_400_000;

/** Invites somebody to a tenant, by a mail that is sent once the transaction commits. Whether the caller may is theirs to know. */
export async function createInvitation(
  services: Pick<IdentityServices, "keys" | "now" | "appOrigin">,
  transaction: Transaction,
  { tenantId, email, role, invitedBy }: NewInvitation,
  { actor, origin }: Acting,
): Promise<Result<Invitation, "already-member" | "already-invited">> {
  await lockMembers(transaction, tenantId);
  const [member] = await transaction
    .select({ personId: people.id })
    .from(people)
    .innerJoin(memberships, and(eq(memberships.personId, people.id), eq(memberships.tenantId, tenantId)))
    .where(eq(people.email, email));
  if (member !== undefined) return fail("already-member", "The person belongs to the tenant already.");
  const at = services.now();
  const waiting = and(
    eq(invitations.tenantId, tenantId),
    eq(invitations.email, email),
    eq(invitations.status, "pending"),
  );
  const [pending] = await transaction.select().from(invitations).where(waiting);
  if (pending !== undefined && pending.expiresAt.getTime() > at) {
    return fail("already-invited", "The person is invited already: send it again, or take it back first.");
  }
  await transaction
    .update(invitations)
    .set({ status: "revoked", closedAt: new Date(at) })
    .where(waiting);
  const token = newMailToken();
  const invitationId = uuidV7(at);
  await transaction.insert(invitations).values({
    invitationId,
    tenantId,
    email,
    role,
    status: "pending",
    tokenHash: hashOfToken(token),
    invitedBy,
    createdAt: new Date(at),
    sentAt: new Date(at),
    expiresAt: new Date(at + invitationMs),
  });
  await mailInvitation(services, transaction, { invitationId, email, role }, token);
  const target = { type: "invitation", id: invitationId };
  const change = { before: null, after: { email, role } };
  await recordAudit(transaction, { tenantId, actor, action: "member.invited", target, origin, ...change });
  const [row] = await selectInvitations(transaction, eq(invitations.invitationId, invitationId));
  return ok(invitationView(row!));
}
