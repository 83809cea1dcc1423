import { boolean, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { PlatformRole } from "#domain/access/index.ts";
import { platformSchema } from "../platform.ts";

/** The properties of this table and of the five beside it are called as the identity library calls them. */
export const people = platformSchema.table("people", {
  id: uuid("person_id").primaryKey(),
  name: text("name").notNull(),
  /** In lower case; it was proved before the person was made. */
  email: text("email").notNull(),
  emailVerified: boolean("email_verified").notNull(),
  image: text("image"),
  twoFactorEnabled: boolean("two_factor_enabled").notNull().default(false),
  platformRole: text("platform_role").$type<PlatformRole>(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});
export type PersonRow = typeof people.$inferSelect;
