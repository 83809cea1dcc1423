import { eq } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { InvitationPreview } from "#domain/identity/index.ts";
import { people } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { openInvitation } from "./open-invitation.ts";

/** What an invitation is to, for whoever holds its token: they have read the address's mail. */
export async function previewInvitation(
  services: IdentityServices,
  token: string,
  origin: CallOrigin,
): Promise<Result<InvitationPreview, "invitation-expired" | "too-many-requests">> {
  const allowed = await services.limits.take("link-address", origin.address);
  if (!allowed.ok) return allowed;
  return withTransaction(services.database, async (transaction) => {
    const open = await openInvitation(transaction, token, services.now());
    if (!open.ok) return open;
    const { invitation, tenantName } = open.value;
    const { tenantId, email, role, invitedBy, expiresAt } = invitation;
    const [holder] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, email));
    const [inviter] =
      invitedBy === null
        ? []
        : await transaction.select({ name: people.name }).from(people).where(eq(people.id, invitedBy));
    return ok({
      tenant: { tenantId, name: tenantName },
      email,
      role,
      invitedBy: inviter?.name ?? null,
      expiresAt: expiresAt.toISOString(),
      hasAccount: holder !== undefined,
    });
  });
}
