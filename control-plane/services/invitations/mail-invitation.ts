import { eq } from "drizzle-orm";
import { invitations, people, tenants, type InvitationRow } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { letters, queueMail } from "../mails/index.ts";

/** Writes to whoever is invited. The token is in the mail alone. */
export async function mailInvitation(
  services: Pick<IdentityServices, "keys" | "now" | "appOrigin">,
  transaction: Transaction,
  { invitationId, email, role }: Pick<InvitationRow, "invitationId" | "email" | "role">,
  token: string,
): Promise<void> {
  const [about] = await transaction
    .select({ tenant: tenants.name, inviter: people.name })
    .from(invitations)
    .innerJoin(tenants, eq(tenants.tenantId, invitations.tenantId))
    .leftJoin(people, eq(people.id, invitations.invitedBy))
    .where(eq(invitations.invitationId, invitationId));
  const { tenant, inviter } = about!;
  const content = letters.invitation(tenant, inviter, role, `${services.appOrigin}/invitation#token=${token}`);
  await queueMail(services, transaction, email, content);
}
