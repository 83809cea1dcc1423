import { bigint, pgTable, uuid } from "drizzle-orm/pg-core";

/** Held, a row a website, by whoever changes where its documents stand. */
export const websiteContent = pgTable("website_content", {
  websiteId: uuid("website_id").primaryKey(),
  /** Counts those changes. */
  changes: bigint("changes", { mode: "number" }).notNull().default(0),
});
