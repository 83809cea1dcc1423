import { bigint, jsonb, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { WebsiteEvent } from "#domain/contracts/index.ts";
import { platformSchema } from "./platform.ts";
import { websites } from "./websites.ts";

/** Every event once, by website, epoch and sequence. */
export const websiteEvents = platformSchema.table(
  "website_events",
  {
    websiteId: uuid("website_id")
      .notNull()
      .references(() => websites.websiteId),
    epoch: uuid("epoch").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    type: text("type").$type<WebsiteEvent["type"]>().notNull(),
    event: jsonb("event").$type<WebsiteEvent>().notNull(),
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: "website_events_once",
      columns: [table.websiteId, table.epoch, table.sequence],
    }),
  ],
);
