import type { ContentInput, EditedDocument, PlaceFailure, TranslationFailure } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { isSameCopy, lastSegment, type WorkingCopy } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { translatesOtherwise, translationFailure } from "./check-translation.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns, editedDocumentOf, type DocumentRow } from "./document-row.ts";
import { documentsBelow, moveBelow } from "./move-below.ts";
import { findPlace, type WantedPlace } from "./find-place.ts";
import { isDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { lockDocuments } from "./lock-documents.ts";
import { versionOf, writeVersion } from "./write-version.ts";

type Input = ContentInput<"saveDocument">;

/** Whether saving changes where the document stands: its path, what it is below, or what it says in another language. */
export function wantsToMove(row: DocumentRow, wanted: WorkingCopy, slug: string | undefined): boolean {
  return (
    slug !== undefined ||
    wanted.path !== row.path ||
    wanted.parentId !== row.parentId ||
    translatesOtherwise(row, wanted)
  );
}

/**
 * Saves a document that goes elsewhere, and moves along what is below it, each a version of its own. A new parent takes it to its
 * own path, unless one is given. @returns null when somebody else saved it, or put it away, meanwhile: nothing was written then
 */
export async function moveDocument(
  tables: Tables,
  read: DocumentRow,
  wanted: WorkingCopy,
  input: Input,
): Promise<Result<EditedDocument | null, PlaceFailure | TranslationFailure>> {
  await holdWebsite(tables, read.websiteId);
  const [row] = await tables.select(documentColumns).from(documents).where(isDocument(read));
  if (row === undefined || row.version !== read.version || row.state !== read.state) return ok(null);
  const place = await findPlace(tables, placeFor(row, wanted, input));
  if (!place.ok) return place;
  const copy = { ...wanted, path: place.value };
  if (isSameCopy(copyOf(row), copy)) return ok(editedDocumentOf(row));
  const checked = checkedCopy(copy);
  if (!checked.ok) return checked;
  const untranslatable = await translationFailure(tables, row.websiteId, copy);
  if (untranslatable !== null) return untranslatable;
  const below = row.path === place.value ? [] : await documentsBelow(tables, row);
  if (below === null) return fail("invalid-record", "Too many documents are below it to be moved.", { field: "path" });
  await lockDocuments(tables, row.websiteId, [row.documentId, ...below]);
  const written = await writeVersion(tables, row, checked.value, versionOf(input));
  if (written === null) return ok(null);
  const message = `Moved along from ${row.path} to ${place.value}`.slice(0, 500);
  const move = { from: row.path, to: place.value, version: { kind: "save", actor: input.actor, message } } as const;
  const moved = await moveBelow(tables, row.websiteId, below, move);
  return moved ?? ok(editedDocumentOf(written));
}

function placeFor(row: DocumentRow, wanted: WorkingCopy, { slug }: Input): WantedPlace {
  const leavesParent = wanted.parentId === null && row.parentId !== null;
  return {
    websiteId: row.websiteId,
    documentId: row.documentId,
    parentId: wanted.parentId,
    path: wanted.path !== row.path && slug === undefined ? wanted.path : undefined,
    slug: slug ?? (lastSegment(row.path) || null),
    before: leavesParent ? null : row.path,
    title: wanted.title,
    type: wanted.type,
  };
}
