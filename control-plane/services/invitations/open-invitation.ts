import { eq } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { invitations, tenants, type InvitationRow } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { hashOfToken } from "../../identity/index.ts";
import { lockMembers } from "../members/index.ts";

export interface OpenInvitation {
  readonly invitation: InvitationRow;
  readonly tenantName: string;
}

const gone = fail("invitation-expired", "This invitation is no longer good. Ask for another.");

/**
 * The invitation that a token stands for, if it can be accepted; the tenant's members are locked then, so that of several who accept
 * it one finds it so.
 *
 * @param at milliseconds since the epoch
 */
export async function openInvitation(
  transaction: Transaction,
  token: string,
  at: number,
): Promise<Result<OpenInvitation, "invitation-expired">> {
  const find = () =>
    transaction
      .select({ invitation: invitations, tenantName: tenants.name, status: tenants.status })
      .from(invitations)
      .innerJoin(tenants, eq(tenants.tenantId, invitations.tenantId))
      .where(eq(invitations.tokenHash, hashOfToken(token)));
  const [seen] = await find();
  if (seen === undefined) return gone;
  await lockMembers(transaction, seen.invitation.tenantId);
  const [found] = await find();
  if (found === undefined || found.invitation.status !== "pending") return gone;
  if (found.invitation.expiresAt.getTime() <= at || !["active", "provisioning"].includes(found.status)) return gone;
  return ok({ invitation: found.invitation, tenantName: found.tenantName });
}
