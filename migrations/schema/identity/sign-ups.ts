import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";

/** Those who want to sign up: nobody yet, until the link in the mail is followed. */
export const signUps = platformSchema.table("sign_ups", {
  signUpId: uuid("sign_up_id").primaryKey(),
  email: text("email").notNull(),
  name: text("name").notNull(),
  /** Its argon2id. */
  password: text("password").notNull(),
  tenantName: text("tenant_name").notNull(),
  subdomain: text("subdomain").notNull(),
  /** SHA-256 in hex. */
  tokenHash: text("token_hash").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
});
