import { eq, type SQL } from "drizzle-orm";
import type { Invitation } from "#domain/identity/index.ts";
import { invitations, people, type InvitationRow } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";

/** Invitations with who made them. */
export function selectInvitations(database: Database | Transaction, where: SQL | undefined) {
  return database
    .select({ invitation: invitations, inviter: people.name })
    .from(invitations)
    .leftJoin(people, eq(people.id, invitations.invitedBy))
    .where(where);
}

/** An invitation as those of the tenant see it. */
export function invitationView(row: {
  readonly invitation: InvitationRow;
  readonly inviter: string | null;
}): Invitation {
  const { invitationId, email, role, status, invitedBy, createdAt, sentAt, expiresAt } = row.invitation;
  return {
    invitationId,
    email,
    role,
    status,
    invitedBy: invitedBy === null || row.inviter === null ? null : { personId: invitedBy, name: row.inviter },
    createdAt: createdAt.toISOString(),
    sentAt: sentAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
