import { and, eq } from "drizzle-orm";
import { outranks } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Invitation } from "#domain/identity/index.ts";
import { invitations, type InvitationRow } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { hashOfToken, newMailToken, type IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { actingMember, lockMembers, type ActingMember } from "../members/index.ts";
import { invitationMs } from "./create-invitation.ts";
import { invitationView, selectInvitations } from "./invitation-view.ts";
import { mailInvitation } from "./mail-invitation.ts";

type TenantCaller = CallerAssertion & { readonly tenantId: string };
type Failure = "forbidden" | "invitation-not-found" | "invitation-expired";

/** Sends an invitation again, with another token: the one before is no longer good. It can be accepted for as long as a new one. */
export async function resendInvitation(
  services: IdentityServices,
  who: TenantCaller,
  invitationId: string,
): Promise<Result<Invitation, Failure | "too-many-requests">> {
  const allowed = await services.limits.take("invite-tenant", who.tenantId);
  if (!allowed.ok) return allowed;
  return withTransaction(services.database, async (transaction) => {
    const found = await pendingInvitation(transaction, who, invitationId);
    if (!found.ok) return found;
    const token = newMailToken();
    const at = services.now();
    await transaction
      .update(invitations)
      .set({ tokenHash: hashOfToken(token), sentAt: new Date(at), expiresAt: new Date(at + invitationMs) })
      .where(eq(invitations.invitationId, invitationId));
    await mailInvitation(services, transaction, found.value.invitation, token);
    await record(transaction, found.value, "invitation.resent");
    const [row] = await selectInvitations(transaction, eq(invitations.invitationId, invitationId));
    return ok(invitationView(row!));
  });
}

/** Takes an invitation back. */
export function revokeInvitation(
  services: IdentityServices,
  who: TenantCaller,
  invitationId: string,
): Promise<Result<void, Failure>> {
  return withTransaction(services.database, async (transaction) => {
    const found = await pendingInvitation(transaction, who, invitationId);
    if (!found.ok) return found;
    await transaction
      .update(invitations)
      .set({ status: "revoked", closedAt: new Date(services.now()) })
      .where(eq(invitations.invitationId, invitationId));
    await record(transaction, found.value, "invitation.revoked");
    return ok(undefined);
  });
}

interface Pending {
  readonly acting: ActingMember;
  readonly invitation: InvitationRow;
}

async function pendingInvitation(
  transaction: Transaction,
  who: TenantCaller,
  invitationId: string,
): Promise<Result<Pending, Failure>> {
  const { tenantId } = who;
  await lockMembers(transaction, tenantId);
  const acting = await actingMember(transaction, who, "members:write");
  if (!acting.ok) return acting;
  const [invitation] = await transaction
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.invitationId, invitationId)));
  if (invitation === undefined) return fail("invitation-not-found", "The tenant has no such invitation.");
  if (!outranks(acting.value.role, invitation.role)) return fail("forbidden", "Your role does not outrank that one.");
  return invitation.status === "pending"
    ? ok({ acting: acting.value, invitation })
    : fail("invitation-expired", `The invitation is ${invitation.status}.`);
}

async function record(transaction: Transaction, { acting, invitation }: Pending, action: string): Promise<void> {
  const { tenantId, actor, origin } = acting;
  const { invitationId, email, role } = invitation;
  const target = { type: "invitation", id: invitationId };
  await recordAudit(transaction, { tenantId, actor, action, target, origin, before: { email, role }, after: null });
}
