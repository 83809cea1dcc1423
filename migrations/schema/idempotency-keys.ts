import { jsonb, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";

/** What calls with an `Idempotency-Key` were answered. */
export const idempotencyKeys = platformSchema.table(
  "idempotency_keys",
  {
    /** Who called, and for what. */
    scope: text("scope").notNull(),
    key: text("key").notNull(),
    /** SHA-256 in hex of what was asked for. */
    requestSha256: text("request_sha256").notNull(),
    /** Null only while the call is under way. */
    answer: jsonb("answer").$type<unknown>(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.key] })],
);
