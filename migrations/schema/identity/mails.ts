import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";

/** Mails on their way out. */
export const mails = platformSchema.table("mails", {
  mailId: uuid("mail_id").primaryKey(),
  /** Recipient, subject and texts, sealed. */
  sealed: text("sealed").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
});
