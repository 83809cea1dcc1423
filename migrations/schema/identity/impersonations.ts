import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";
import { tenants } from "../tenants.ts";
import { people } from "./people.ts";

export const impersonations = platformSchema.table("impersonations", {
  impersonationId: uuid("impersonation_id").primaryKey(),
  /** Who of the platform acts. */
  impersonatorId: uuid("impersonator_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  personId: uuid("person_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  tenantId: uuid("tenant_id")
    .notNull()
    .references(() => tenants.tenantId),
  reason: text("reason").notNull(),
  startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  endedAt: timestamp("ended_at", { withTimezone: true }),
});
export type ImpersonationRow = typeof impersonations.$inferSelect;
