import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { TenantRole } from "#domain/access/index.ts";
import type { InvitationStatus } from "#domain/identity/index.ts";
import { platformSchema } from "../platform.ts";
import { tenants } from "../tenants.ts";
import { people } from "./people.ts";

export const invitations = platformSchema.table("invitations", {
  invitationId: uuid("invitation_id").primaryKey(),
  tenantId: uuid("tenant_id")
    .notNull()
    .references(() => tenants.tenantId),
  email: text("email").notNull(),
  role: text("role").$type<TenantRole>().notNull(),
  status: text("status").$type<InvitationStatus>().notNull(),
  /** SHA-256 in hex of the token that the last mail brought. */
  tokenHash: text("token_hash").notNull(),
  /** Null for the platform. */
  invitedBy: uuid("invited_by").references(() => people.id, { onDelete: "set null" }),
  acceptedBy: uuid("accepted_by").references(() => people.id, { onDelete: "set null" }),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  sentAt: timestamp("sent_at", { withTimezone: true }).notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  closedAt: timestamp("closed_at", { withTimezone: true }),
});
export type InvitationRow = typeof invitations.$inferSelect;
