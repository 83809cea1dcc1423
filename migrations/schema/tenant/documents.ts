import {
  customType,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Documents as they are edited, whatever of them is served. */
export const documents = pgTable(
  "documents",
  {
    websiteId: uuid("website_id").notNull(),
    documentId: text("document_id").notNull(),
    /** This and the next ones repeat what `content` says, for lists. */
    type: text("type").notNull(),
    locale: text("locale"),
    translationOf: text("translation_of"),
    parentId: text("parent_id"),
    path: text("path").notNull(),
    title: text("title").notNull(),
    /** As `domain/editing/document-states.ts` has them. */
    state: text("state").notNull(),
    /** Counts every write. */
    version: integer("version").notNull(),
    /** A document without its status. */
    content: jsonb("content").$type<unknown>().notNull(),
    /** Of the record in the website's object; null while nothing is served. */
    servedDigest: text("served_digest"),
    servedVersion: integer("served_version"),
    servedPath: text("served_path"),
    scheduledVersion: integer("scheduled_version"),
    scheduledAt: instant("scheduled_at"),
    /** Of the last that published it, or took it off at once; with `scheduledAt`, of the one that waits for its time. */
    publicationId: uuid("publication_id"),
    /** Of the last that took it off at a time; with `unpublishAt`, of the one that waits for it. */
    unpublishingId: uuid("unpublishing_id"),
    unpublishAt: instant("unpublish_at"),
    trashedAt: instant("trashed_at"),
    createdBy: jsonb("created_by").$type<unknown>().notNull(),
    updatedBy: jsonb("updated_by").$type<unknown>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    /** The words of title, path and body. */
    search: tsvector("search").notNull(),
  },
  (table) => [primaryKey({ columns: [table.websiteId, table.documentId] })],
);

/** Every version of every document; superseded autosaves for a day. */
export const documentVersions = pgTable(
  "document_versions",
  {
    websiteId: uuid("website_id").notNull(),
    documentId: text("document_id").notNull(),
    version: integer("version").notNull(),
    /** As `domain/editing/versions.ts` has them. */
    kind: text("kind").notNull(),
    content: jsonb("content").$type<unknown>().notNull(),
    digest: text("digest").notNull(),
    actor: jsonb("actor").$type<unknown>().notNull(),
    at: instant("at").notNull().defaultNow(),
    message: text("message"),
    supersededAt: instant("superseded_at"),
  },
  (table) => [
    primaryKey({ columns: [table.websiteId, table.documentId, table.version] }),
    foreignKey({
      columns: [table.websiteId, table.documentId],
      foreignColumns: [documents.websiteId, documents.documentId],
    }).onDelete("cascade"),
  ],
);
