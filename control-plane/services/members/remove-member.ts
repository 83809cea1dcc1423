import { and, eq } from "drizzle-orm";
import { outranks, type TenantRole } from "#domain/access/index.ts";
import type { CallerAssertion, CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { memberships } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { personActor, type IdentityServices, type SignedIn } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { pushTenantState, revokeTenantTokens, type Acting } from "../tenants/index.ts";
import { actingMember } from "./acting-member.ts";
import { hasOneOwner, roleIn } from "./find-membership.ts";
import { lockMembers } from "./lock-members.ts";
import { withdrawInvitations } from "./withdraw-invitations.ts";

type Removed = Result<void, "forbidden" | "member-not-found" | "last-owner">;

/** Removes a member whose role the caller's outranks. Their tokens for the tenant are no longer good within a second. */
export function removeMember(
  services: IdentityServices,
  who: CallerAssertion & { readonly tenantId: string },
  personId: string,
): Promise<Removed> {
  return remove(services, who.tenantId, personId, async (transaction, role) => {
    const acting = await actingMember(transaction, who, "members:write");
    if (!acting.ok) return acting;
    const isSelf = acting.value.personId === personId;
    return isSelf || outranks(acting.value.role, role)
      ? acting
      : fail("forbidden", "Your role does not outrank the member's.");
  });
}

/** Leaves a tenant, whatever one is there: but for its last owner. */
export function leaveTenant(
  services: IdentityServices,
  { person }: SignedIn,
  tenantId: string,
  origin: CallOrigin,
): Promise<Removed> {
  const acting: Acting = { actor: personActor(person), origin, forPlatform: false };
  return remove(services, tenantId, person.personId, async () => ok(acting));
}

async function remove(
  services: IdentityServices,
  tenantId: string,
  personId: string,
  decide: (transaction: Transaction, role: TenantRole) => Promise<Result<Acting, "forbidden">>,
): Promise<Removed> {
  const outcome = await withTransaction(services.database, async (transaction): Promise<Removed> => {
    await lockMembers(transaction, tenantId);
    const role = await roleIn(transaction, tenantId, personId);
    if (role === null) return fail("member-not-found", "The tenant has no such member.");
    const acting = await decide(transaction, role);
    if (!acting.ok) return acting;
    if (role === "owner" && (await hasOneOwner(transaction, tenantId))) {
      return fail("last-owner", "Make another member an owner first.");
    }
    await transaction
      .delete(memberships)
      .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
    await withdrawInvitations(transaction, tenantId, personId, null, acting.value);
    await revokeTenantTokens(transaction, tenantId);
    const { actor, origin } = acting.value;
    const target = { type: "person", id: personId };
    const change = { before: { role }, after: null };
    await recordAudit(transaction, { tenantId, actor, action: "member.removed", target, origin, ...change });
    return ok(undefined);
  });
  if (outcome.ok) await pushTenantState(services, tenantId);
  return outcome;
}
