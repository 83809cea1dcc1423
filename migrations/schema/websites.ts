import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { WebsiteStatus } from "#domain/website/index.ts";
import { platformSchema } from "./platform.ts";
import { tenants } from "./tenants.ts";

/** Websites as their objects' events tell of them. */
export const websites = platformSchema.table("websites", {
  websiteId: uuid("website_id").primaryKey(),
  tenantId: uuid("tenant_id")
    .notNull()
    .references(() => tenants.tenantId),
  name: text("name").notNull(),
  status: text("status").$type<WebsiteStatus>().notNull(),
  hostnames: text("hostnames").array().notNull(),
  /** SHA-256 in hex; null until the first release was told of. */
  activeReleaseId: text("active_release_id"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  /** When what a deleted one had in its tenant's tables was deleted; null while it is kept. */
  forgottenAt: timestamp("forgotten_at", { withTimezone: true, precision: 3 }),
  /** When the last event happened that this row follows. */
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
});
