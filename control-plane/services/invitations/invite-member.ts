import { outranks } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import type { CreateInvitationInput, Invitation } from "#domain/identity/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { answerOnce, callerName } from "../idempotency/index.ts";
import { actingMember } from "../members/index.ts";
import { createInvitation } from "./create-invitation.ts";

/**
 * Invites somebody to the caller's tenant, to a role that theirs outranks. The same call with the same key is answered the same.
 *
 * Fails with `forbidden`, `already-member`, `already-invited`, `too-many-requests` or `idempotency-key-reused`.
 */
export async function inviteMember(
  services: IdentityServices,
  who: CallerAssertion & { readonly tenantId: string },
  { email, role }: CreateInvitationInput,
  key: string | null,
): Promise<Result<Invitation>> {
  const { tenantId } = who;
  const allowed = await services.limits.take("invite-tenant", tenantId);
  if (!allowed.ok) return allowed;
  const scope = `${callerName(who)} invites to ${tenantId}`;
  return answerOnce(services.database, { scope, key, request: { email, role } }, async (transaction) => {
    const acting = await actingMember(transaction, who, "members:write");
    if (!acting.ok) return acting;
    if (!outranks(acting.value.role, role)) return fail("forbidden", "Your role does not outrank that one.");
    // Someone of the platform may stop being that: what they invite to stays, as what the platform does.
    const invitedBy = who.role === null ? null : acting.value.personId;
    return createInvitation(services, transaction, { tenantId, email, role, invitedBy }, acting.value);
  });
}
