import { primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";

/** Documents that imports bring beside the content, to become drafts of their websites, or working copies above what is served. */
export const importDrafts = platformSchema.table(
  "import_drafts",
  {
    importId: uuid("import_id").notNull(),
    documentId: text("document_id").notNull(),
    kind: text("kind").$type<"draft" | "edit">().notNull().default("draft"),
    /** Of an edit, the digest of what it was written on, as versions have it; null until that has been read. */
    over: text("over"),
    /** The working copy as JSON; null once it is made. */
    document: text("document"),
    /** Where in the file it is, as its line of the report has it; null where that says nothing of it. */
    place: text("place"),
    /** Why the website refused it when it was tried last; null where it was not tried yet. */
    refusal: text("refusal"),
  },
  (table) => [primaryKey({ columns: [table.importId, table.documentId] })],
);
export type ImportDraftRow = typeof importDrafts.$inferSelect;
