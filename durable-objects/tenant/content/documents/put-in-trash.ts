import { and, eq, sql } from "drizzle-orm";
import type { PlaceFailure } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { lastSegment, type ContentActor } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, type DocumentRow } from "./document-row.ts";
import { findPlace } from "./find-place.ts";
import { isDocument } from "./get-document.ts";
import { writeVersion } from "./write-version.ts";

/**
 * Puts a document into the trash, within a transaction that has read it for update: a version of its own, so that its history tells.
 * What visitors get, or are to get, has to be taken from them first.
 */
export async function putInTrash(
  tables: Tables,
  row: DocumentRow,
  actor: ContentActor,
): Promise<Result<DocumentRow, "invalid-document-state" | "invalid-record">> {
  if (row.trashedAt !== null) return ok(row);
  if (row.servedVersion !== null || row.state === "published")
    return fail("invalid-document-state", "Visitors get the document: unpublish it first.");
  if (row.scheduledAt !== null) {
    return fail("invalid-document-state", "The document is to be published by itself: cancel that first.");
  }
  return write(tables, row, copyOf(row).path, { actor, message: "Moved to the trash", trashed: true });
}

/** Takes it out again: at its path, or at the next that is free. The website has to be held. */
export async function takeFromTrash(
  tables: Tables,
  row: DocumentRow,
  actor: ContentActor,
): Promise<Result<DocumentRow, PlaceFailure>> {
  if (row.trashedAt === null) return ok(row);
  const { websiteId, documentId, path, title, type } = row;
  const wanted = { websiteId, documentId, parentId: null, title, type, before: path };
  const own = await findPlace(tables, { ...wanted, path, slug: null });
  const place = own.ok ? own : await findPlace(tables, { ...wanted, path: undefined, slug: lastSegment(path) || null });
  if (!place.ok) return place;
  return write(tables, row, place.value, { actor, message: "Taken out of the trash", trashed: false });
}

async function write(
  tables: Tables,
  row: DocumentRow,
  path: string,
  { actor, message, trashed }: { readonly actor: ContentActor; readonly message: string; readonly trashed: boolean },
): Promise<Result<DocumentRow, "invalid-record">> {
  const checked = checkedCopy({ ...copyOf(row), path });
  if (!checked.ok) return checked;
  const written = await writeVersion(tables, row, checked.value, { kind: "save", actor, message });
  if (written === null) throw new Error("a document that was read for update has changed");
  const [marked] = await tables
    .update(documents)
    .set({ trashedAt: trashed ? sql`now()` : null })
    .where(and(isDocument(row), eq(documents.version, written.version)))
    .returning({ trashedAt: documents.trashedAt });
  return ok({ ...written, trashedAt: marked!.trashedAt });
}
