import { and, eq } from "drizzle-orm";
import { outranks } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { memberships } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { pushTenantState, revokeTenantTokens } from "../tenants/index.ts";
import { actingMember } from "./acting-member.ts";
import { roleIn } from "./find-membership.ts";
import { lockMembers } from "./lock-members.ts";

type SignedOut = Result<void, "forbidden" | "member-not-found">;

/**
 * Has a member sign in anew on each of their devices before they reach this tenant again. Their sessions are theirs: other tenants
 * that they belong to notice nothing.
 */
export async function signMemberOut(
  services: IdentityServices,
  who: CallerAssertion & { readonly tenantId: string },
  personId: string,
): Promise<SignedOut> {
  const { tenantId } = who;
  const outcome = await withTransaction(services.database, async (transaction): Promise<SignedOut> => {
    await lockMembers(transaction, tenantId);
    const acting = await actingMember(transaction, who, "sessions:write");
    if (!acting.ok) return acting;
    const role = await roleIn(transaction, tenantId, personId);
    if (role === null) return fail("member-not-found", "The tenant has no such member.");
    if (acting.value.personId !== personId && !outranks(acting.value.role, role)) {
      return fail("forbidden", "Your role does not outrank the member's.");
    }
    await transaction
      .update(memberships)
      .set({ sessionsNotBefore: new Date(services.now()) })
      .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
    await revokeTenantTokens(transaction, tenantId);
    const { actor, origin } = acting.value;
    const target = { type: "person", id: personId };
    const nothing = { before: null, after: null };
    await recordAudit(transaction, { tenantId, actor, action: "member.signed-out", target, origin, ...nothing });
    return ok(undefined);
  });
  if (outcome.ok) await pushTenantState(services, tenantId);
  return outcome;
}
