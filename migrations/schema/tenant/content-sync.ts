import { bigint, boolean, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** How far these tables have come with what a website serves. */
export const contentSync = pgTable("content_sync", {
  websiteId: uuid("website_id").primaryKey(),
  /** Of the website's storage: a restored one has another. */
  epoch: uuid("epoch").notNull(),
  /** Of the content that is in these tables; null for none. */
  root: text("root"),
  /** Of the last publication that the website has told how it ended. */
  publicationSequence: bigint("publication_sequence", { mode: "number" }).notNull(),
  isDiverged: boolean("is_diverged").notNull().default(false),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});
