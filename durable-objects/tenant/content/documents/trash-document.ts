import type {
  ContentInput,
  EditedDocument,
  OfDocument,
  PlaceFailure,
  TranslationFailure,
} from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { noteEvent } from "../note-event.ts";
import { deliverNow } from "../publications/deliver-publications.ts";
import { findPublication } from "../publications/find-publication.ts";
import { holdDocuments } from "../publications/hold-documents.ts";
import { publicationOf } from "../publications/publication-row.ts";
import { enqueueTakeOff } from "../publications/take-off.ts";
import { inAuditedTurn, type ContentContext, type Verb } from "../verb.ts";
import { editedDocumentOf, type DocumentRow } from "./document-row.ts";
import { getDocument, noDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { putInTrash, takeFromTrash, type Trashed } from "./put-in-trash.ts";
import { changedMeanwhile } from "./restore-version.ts";

/**
 * Into the trash. What visitors get they get no longer: that is a publication, committed with it. In the trash already, it changes
 * nothing.
 */
export const trashDocument: Verb<"trashDocument"> = {
  async run(context, input) {
    const trashed = await inAuditedTurn(context, input.websiteId, (tables) => trash(tables, input));
    if (!trashed.ok) return trashed;
    if (trashed.value.takenOff === null) return ok(editedDocumentOf(trashed.value.row));
    const refusal = await refusalOf(context, input);
    if (refusal !== null) return refusal;
    // As it was moved, whatever others do with it since; what visitors get is told as it is by now.
    const now = await getDocument.run(context, input);
    const { servedVersion = null, servedPath = null } = now.ok ? now.value : {};
    return ok(editedDocumentOf({ ...trashed.value.row, servedVersion, servedPath }));
  },
};

/** Out of the trash already, it changes nothing. */
export const untrashDocument: Verb<"untrashDocument"> = {
  async run({ database }, input) {
    return database.atomically((tables) => untrash(tables, input));
  },
};

async function trash(
  tables: Tables,
  input: ContentInput<"trashDocument">,
): Promise<Result<Trashed, "document-not-found" | "version-mismatch" | "forbidden" | "invalid-record">> {
  const row = await rowAsRead(tables, input);
  if (!row.ok) return row;
  if (row.value.trashedAt !== null) return ok({ row: row.value, takenOff: null });
  if (row.value.version !== input.ifVersion) return changedMeanwhile;
  const trashed = await putInTrash(tables, row.value, input);
  if (!trashed.ok || trashed.value.takenOff === null) return trashed;
  await enqueueTakeOff(tables, input, [trashed.value.takenOff]);
  await noteEvent(tables, input, { action: "content.unpublished", unpublished: [row.value] });
  return trashed;
}

async function untrash(
  tables: Tables,
  input: ContentInput<"untrashDocument">,
): Promise<Result<EditedDocument, "document-not-found" | "version-mismatch" | PlaceFailure | TranslationFailure>> {
  const row = await rowAsRead(tables, input);
  if (!row.ok) return row;
  if (row.value.trashedAt === null) return ok(editedDocumentOf(row.value));
  if (row.value.version !== input.ifVersion) return changedMeanwhile;
  const taken = await takeFromTrash(tables, row.value, input);
  return taken.ok ? ok(editedDocumentOf(taken.value)) : taken;
}

/** While nobody else changes where documents stand. */
async function rowAsRead(
  tables: Tables,
  { websiteId, documentId }: OfDocument,
): Promise<Result<DocumentRow, "document-not-found">> {
  await holdWebsite(tables, websiteId);
  const [row] = await holdDocuments(tables, websiteId, [documentId]);
  return row === undefined ? noDocument : ok(row);
}

/** Tells the website what is to go. @returns why it refused that; null where it did not, or is away and is told later */
export async function refusalOf(
  context: ContentContext,
  of: { readonly websiteId: string; readonly publicationId: string },
) {
  await deliverNow(context, of.websiteId);
  const found = await context.database.repeatable((tables) => findPublication(tables, of));
  if (!found.ok) return found;
  const failure = found.value === null ? null : publicationOf(found.value).failure;
  return failure === null ? null : fail("invalid-document-state", `Its website still shows it: ${failure.detail}`);
}
