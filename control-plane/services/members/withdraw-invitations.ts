import { and, eq, inArray } from "drizzle-orm";
import { outranks, roleMay, type TenantRole } from "#domain/access/index.ts";
import { invitations } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { recordAudit } from "../audit/index.ts";
import type { Acting } from "../tenants/index.ts";

/** Withdraws what somebody invited others to who may no longer do so. @param role theirs from now on; null for none */
export async function withdrawInvitations(
  transaction: Transaction,
  tenantId: string,
  personId: string,
  role: TenantRole | null,
  { actor, origin }: Acting,
): Promise<void> {
  const ofPerson = and(
    eq(invitations.tenantId, tenantId),
    eq(invitations.invitedBy, personId),
    eq(invitations.status, "pending"),
  );
  const pending = await transaction.select().from(invitations).where(ofPerson);
  const mayStill = (invited: TenantRole) => role !== null && roleMay(role, "members:write") && outranks(role, invited);
  const voided = pending.filter((invitation) => !mayStill(invitation.role));
  if (voided.length === 0) return;
  const ids = voided.map(({ invitationId }) => invitationId);
  await transaction
    .update(invitations)
    .set({ status: "withdrawn", closedAt: new Date() })
    .where(inArray(invitations.invitationId, ids));
  for (const { invitationId, email, role: invited } of voided) {
    const target = { type: "invitation", id: invitationId };
    const before = { email, role: invited };
    await recordAudit(transaction, {
      tenantId,
      actor,
      action: "invitation.withdrawn",
      target,
      origin,
      before,
      after: null,
    });
  }
}
