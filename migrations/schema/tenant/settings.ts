import { boolean, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** A tenant's own settings, one row in its schema: the connection's search path says whose. */
export const settings = pgTable("settings", {
  singleton: boolean("singleton").primaryKey().default(true),
  /** IANA name, e.g. `Europe/Berlin`. */
  timeZone: text("time_zone").notNull().default("UTC"),
  /** BCP 47, e.g. `de-AT`. */
  locale: text("locale").notNull().default("en"),
  contactEmail: text("contact_email"),
  contactName: text("contact_name"),
  /** `monday`, `saturday` or `sunday`. */
  weekStart: text("week_start").notNull().default("monday"),
  /** As Unicode's date patterns say it. */
  dateFormat: text("date_format").notNull().default("yyyy-MM-dd"),
  /** Counts every write. */
  version: integer("version").notNull().default(1),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});
