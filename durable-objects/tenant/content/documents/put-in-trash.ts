import { and, eq, sql } from "drizzle-orm";
import type { PlaceFailure, TranslationFailure, UntrashDocumentBody } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { lastSegment, type ContentActor } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { nothingScheduled } from "../publications/document-schedule.ts";
import { isShown, takeOff, type TakenOff } from "../publications/take-off.ts";
import { returnFailure } from "./check-translation.ts";
import { checkedCopy, type CheckedCopy } from "./checked-copy.ts";
import { copyOf, type DocumentRow } from "./document-row.ts";
import { findPlace } from "./find-place.ts";
import { isDocument } from "./get-document.ts";
import { writeVersion } from "./write-version.ts";

export interface TrashedBy {
  readonly actor: ContentActor;
  /** Whether they may take from visitors what visitors get. */
  readonly mayPublish: boolean;
  /** Of the publication that does so, which the caller has to enqueue (`enqueueTakeOff`). */
  readonly publicationId: string;
}

export interface Trashed {
  readonly row: DocumentRow;
  /** Null for what visitors do not get, nor are to get. */
  readonly takenOff: TakenOff | null;
}

/**
 * Puts a document into the trash, within a transaction that holds it (`holdDocuments`): a version of its own, so that its history
 * tells. What visitors get, or are to get, they get no longer, and taken out again it is a draft.
 */
export async function putInTrash(
  tables: Tables,
  row: DocumentRow,
  { actor, mayPublish, publicationId }: TrashedBy,
): Promise<Result<Trashed, "forbidden" | "invalid-record">> {
  if (row.trashedAt !== null) return ok({ row, takenOff: null });
  if (isShown(row) && !mayPublish) return notAllowed;
  const checked = checkedCopy(copyOf(row));
  if (!checked.ok) return checked;
  const takenOff = isShown(row) ? await takeOff(tables, row, actor) : null;
  const written = await write(tables, row, checked.value, {
    ...{ actor, message: "Moved to the trash", trashedAt: sql`now()` },
    standing: takenOff === null ? {} : { state: "draft", publicationId, ...nothingScheduled },
  });
  if (takenOff === null) return ok({ row: written, takenOff });
  return ok({ row: written, takenOff: { ...takenOff, item: { ...takenOff.item, isTrashed: true } } });
}

/**
 * Takes it out again: at its path, or at the next that is free; among its translations, unless it is to be one no longer. The website
 * has to be held.
 */
export async function takeFromTrash(
  tables: Tables,
  row: DocumentRow,
  { actor, translationOf }: UntrashDocumentBody & { readonly actor: ContentActor },
): Promise<Result<DocumentRow, PlaceFailure | TranslationFailure>> {
  if (row.trashedAt === null) return ok(row);
  const { websiteId, documentId, path, title, type } = row;
  const wanted = { websiteId, documentId, parentId: null, title, type, before: path };
  const own = await findPlace(tables, { ...wanted, path, slug: null });
  const place = own.ok ? own : await findPlace(tables, { ...wanted, path: undefined, slug: lastSegment(path) || null });
  if (!place.ok) return place;
  const copy = { ...copyOf(row), path: place.value };
  const checked = checkedCopy(translationOf === undefined ? copy : { ...copy, translationOf });
  if (!checked.ok) return checked;
  const untranslatable = await returnFailure(tables, websiteId, checked.value.copy);
  if (untranslatable !== null) return untranslatable;
  const message = "Taken out of the trash";
  return ok(await write(tables, row, checked.value, { actor, message, trashedAt: null, standing: {} }));
}

interface Written {
  readonly actor: ContentActor;
  readonly message: string;
  readonly trashedAt: ReturnType<typeof sql> | null;
  /** What else changes of where it stands. */
  readonly standing: Partial<
    Pick<DocumentRow, "state" | "publicationId" | "scheduledAt" | "scheduledVersion" | "unpublishAt">
  >;
}

async function write(
  tables: Tables,
  row: DocumentRow,
  checked: CheckedCopy,
  { actor, message, trashedAt, standing }: Written,
): Promise<DocumentRow> {
  const written = await writeVersion(tables, row, checked, { kind: "save", actor, message });
  if (written === null) throw new Error("a document that was read for update has changed");
  const [marked] = await tables
    .update(documents)
    .set({ ...standing, trashedAt })
    .where(and(isDocument(row), eq(documents.version, written.version)))
    .returning({ trashedAt: documents.trashedAt });
  return { ...written, ...standing, trashedAt: marked!.trashedAt };
}

const notAllowed = fail(
  "forbidden",
  "Visitors get the document, or are to get it: only somebody who may publish takes it from them.",
);
