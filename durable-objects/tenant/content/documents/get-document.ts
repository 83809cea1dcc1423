import { and, eq } from "drizzle-orm";
import type { OfDocument } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { documentColumns, editedDocumentOf } from "./document-row.ts";

/** A document in the trash is read like any other. */
export const getDocument: Verb<"getDocument"> = {
  async run({ database }, of) {
    const found = await database.repeatable((tables) =>
      tables.select(documentColumns).from(documents).where(isDocument(of)).limit(1),
    );
    if (!found.ok) return found;
    const [row] = found.value;
    return row === undefined ? noDocument : ok(editedDocumentOf(row));
  },
};

export function isDocument({ websiteId, documentId }: OfDocument) {
  return and(eq(documents.websiteId, websiteId), eq(documents.documentId, documentId));
}

export const noDocument = fail("document-not-found", "The website has no such document.");
