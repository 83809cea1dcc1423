import { foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Terms, authors, menus, redirects, media and content types, as they were last written. */
export const records = pgTable(
  "records",
  {
    websiteId: uuid("website_id").notNull(),
    kind: text("kind").notNull(),
    /** Of a redirect, the path that it is for. */
    recordId: text("record_id").notNull(),
    value: jsonb("value").$type<unknown>().notNull(),
    /** Counts every write. */
    version: integer("version").notNull(),
    /** Of the record in the website's object; null while nothing is served. */
    servedDigest: text("served_digest"),
    /** Why its website refused what was last written; null where it did not. */
    refusal: jsonb("refusal").$type<unknown>(),
    trashedAt: instant("trashed_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedBy: jsonb("updated_by").$type<unknown>().notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.websiteId, table.kind, table.recordId] })],
);

export const recordVersions = pgTable(
  "record_versions",
  {
    websiteId: uuid("website_id").notNull(),
    kind: text("kind").notNull(),
    recordId: text("record_id").notNull(),
    version: integer("version").notNull(),
    /** Null where this version is its deletion. */
    value: jsonb("value").$type<unknown>(),
    actor: jsonb("actor").$type<unknown>().notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.websiteId, table.kind, table.recordId, table.version] }),
    foreignKey({
      columns: [table.websiteId, table.kind, table.recordId],
      foreignColumns: [records.websiteId, records.kind, records.recordId],
    }).onDelete("cascade"),
  ],
);
