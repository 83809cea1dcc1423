import { and, desc, eq, lt } from "drizzle-orm";
import type { ListInput, Page } from "#domain/contracts/index.ts";
import type { Invitation, InvitationStatus } from "#domain/identity/index.ts";
import { invitations } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import { invitationView, selectInvitations } from "./invitation-view.ts";

/** A page of a tenant's invitations, newest first. */
export async function listInvitations(
  database: Database,
  tenantId: string,
  { limit, cursor, status }: ListInput & { readonly status?: InvitationStatus | undefined },
): Promise<Page<Invitation>> {
  const where = and(
    eq(invitations.tenantId, tenantId),
    cursor === undefined ? undefined : lt(invitations.invitationId, cursor),
    status === undefined ? undefined : eq(invitations.status, status),
  );
  const rows = await selectInvitations(database, where)
    .orderBy(desc(invitations.invitationId))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(invitationView);
  return { items, cursor: rows.length > limit ? items.at(-1)!.invitationId : null };
}
