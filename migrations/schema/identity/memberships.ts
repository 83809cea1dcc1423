import { primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { TenantRole } from "#domain/access/index.ts";
import { platformSchema } from "../platform.ts";
import { tenants } from "../tenants.ts";
import { people } from "./people.ts";

export const memberships = platformSchema.table(
  "memberships",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.tenantId),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    role: text("role").$type<TenantRole>().notNull(),
    /** Sessions begun before are no longer good for this tenant. */
    sessionsNotBefore: timestamp("sessions_not_before", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.personId] })],
);
export type MembershipRow = typeof memberships.$inferSelect;
