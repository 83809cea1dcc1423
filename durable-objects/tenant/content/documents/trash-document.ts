import type { EditedDocument, OfDocument } from "#domain/contracts/index.ts";
import { ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { Verb } from "../verb.ts";
import { documentColumns, editedDocumentOf, type DocumentRow } from "./document-row.ts";
import { isDocument, noDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { putInTrash, takeFromTrash } from "./put-in-trash.ts";
import { changedMeanwhile } from "./restore-version.ts";

/** In the trash already, it changes nothing. */
export const trashDocument: Verb<"trashDocument"> = {
  async run({ database }, input) {
    return database.atomically((tables) =>
      ifStill(tables, input, { isDone: ({ trashedAt }) => trashedAt !== null }, (row) =>
        putInTrash(tables, row, input.actor),
      ),
    );
  },
};

/** Out of the trash already, it changes nothing. */
export const untrashDocument: Verb<"untrashDocument"> = {
  async run({ database }, input) {
    return database.atomically((tables) =>
      ifStill(tables, input, { isDone: ({ trashedAt }) => trashedAt === null }, (row) =>
        takeFromTrash(tables, row, input.actor),
      ),
    );
  },
};

/** Does it to a document that is still as it was read, while nobody else changes where documents stand. */
async function ifStill<Code extends FailureCode>(
  tables: Tables,
  { ifVersion, websiteId, documentId }: OfDocument & { readonly ifVersion: number },
  { isDone }: { readonly isDone: (row: DocumentRow) => boolean },
  change: (row: DocumentRow) => Promise<Result<DocumentRow, Code>>,
): Promise<Result<EditedDocument, Code | "document-not-found" | "version-mismatch">> {
  await holdWebsite(tables, websiteId);
  const [row] = await tables
    .select(documentColumns)
    .from(documents)
    .where(isDocument({ websiteId, documentId }))
    .for("update");
  if (row === undefined) return noDocument;
  if (isDone(row)) return ok(editedDocumentOf(row));
  if (row.version !== ifVersion) return changedMeanwhile;
  const changed = await change(row);
  return changed.ok ? ok(editedDocumentOf(changed.value)) : changed;
}
