import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";

/** Challenges: of resetting a password, of a second factor, of a passkey. */
export const verifications = platformSchema.table("verifications", {
  id: uuid("verification_id").primaryKey(),
  identifier: text("identifier").notNull(),
  value: text("value").notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
});
