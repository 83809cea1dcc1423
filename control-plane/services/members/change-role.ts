import { and, eq } from "drizzle-orm";
import { outranks, type TenantRole } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { memberships } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { pushTenantState, revokeTenantTokens } from "../tenants/index.ts";
import { actingMember } from "./acting-member.ts";
import { hasOneOwner, roleIn } from "./find-membership.ts";
import { lockMembers } from "./lock-members.ts";
import { withdrawInvitations } from "./withdraw-invitations.ts";

/**
 * Gives a member another role. Tokens that tell of the one before are no longer good within a second. Nobody gives or takes a role
 * that theirs does not outrank.
 */
export async function changeRole(
  services: IdentityServices,
  who: CallerAssertion & { readonly tenantId: string },
  personId: string,
  role: TenantRole,
): Promise<Result<void, "forbidden" | "member-not-found" | "last-owner">> {
  const { tenantId } = who;
  const outcome = await withTransaction(services.database, async (transaction) => {
    await lockMembers(transaction, tenantId);
    const acting = await actingMember(transaction, who, "members:write");
    if (!acting.ok) return acting;
    const before = await roleIn(transaction, tenantId, personId);
    if (before === null) return fail("member-not-found", "The tenant has no such member.");
    if (!outranks(acting.value.role, before) || !outranks(acting.value.role, role)) {
      return fail("forbidden", "Your role does not outrank the one that is given or taken.");
    }
    if (before === role) return ok({ changed: false });
    if (before === "owner" && (await hasOneOwner(transaction, tenantId))) {
      return fail("last-owner", "Make another member an owner first.");
    }
    await transaction
      .update(memberships)
      .set({ role, updatedAt: new Date(services.now()) })
      .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
    await withdrawInvitations(transaction, tenantId, personId, role, acting.value);
    await revokeTenantTokens(transaction, tenantId);
    const { actor, origin } = acting.value;
    const target = { type: "person", id: personId };
    const change = { before: { role: before }, after: { role } };
    await recordAudit(transaction, { tenantId, actor, action: "member.changed", target, origin, ...change });
    return ok({ changed: true });
  });
  if (!outcome.ok) return outcome;
  if (outcome.value.changed) await pushTenantState(services, tenantId);
  return ok(undefined);
}
