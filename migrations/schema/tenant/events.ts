import { bigint, jsonb, pgTable, uuid } from "drizzle-orm/pg-core";

/** What was done to the tenant's tables, until it is in the audit log. */
export const events = pgTable("events", {
  sequence: bigint("sequence", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  eventId: uuid("event_id").notNull(),
  event: jsonb("event").$type<unknown>().notNull(),
});
