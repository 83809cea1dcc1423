import { lastSegment, type WorkingCopy } from "#domain/editing/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { referenceFailure } from "./check-references.ts";
import { translatesOtherwise, translationFailure } from "./check-translation.ts";
import { readType, typeFailure } from "./check-type.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, type DocumentRow } from "./document-row.ts";
import { findPlace } from "./find-place.ts";

/**
 * What an import brings for a document that is there, as it may be stored, at the path that it names. The website has to be held.
 *
 * @param keepsPath false: where it stands; out of the trash, at the next path that is free
 */
export async function placedCopy(tables: Tables, row: DocumentRow, document: WorkingCopy, keepsPath: boolean) {
  const { websiteId } = row;
  const before = copyOf(row);
  const isBack = row.trashedAt !== null;
  const { documentId, parentId, title, type } = document;
  const path = keepsPath ? document.path : isBack ? undefined : before.path;
  const slug = path === undefined ? lastSegment(document.path) || null : null;
  const isMoved = path !== row.path || parentId !== row.parentId || isBack;
  const place = isMoved
    ? await findPlace(tables, { websiteId, documentId, parentId, path, slug, before: row.path, title, type })
    : ok(row.path);
  if (!place.ok) return place;
  const checked = checkedCopy({ ...document, path: place.value });
  if (!checked.ok) return checked;
  const { copy } = checked.value;
  const ofWebsite = await readType(tables, websiteId, type);
  const failure =
    typeFailure(ofWebsite, copy, { before: before.fields, required: "may be missing" }) ??
    (await referenceFailure(tables, websiteId, { type: ofWebsite, copy, before: before.fields })) ??
    (isBack || translatesOtherwise(row, copy) ? await translationFailure(tables, websiteId, copy) : null);
  return failure ?? checked;
}
