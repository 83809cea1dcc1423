import type { ContentRecord, ContentType } from "#domain/content/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import {
  documentOfCopy,
  isSameCopy,
  stateAfter,
  type ContentActor,
  type DocumentState,
  type DocumentTransitionName,
} from "#domain/editing/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { publishedCopy } from "#domain/publication/index.ts";
import type { Tables } from "../../database/tables.ts";
import { readType, typeFailure } from "../documents/check-type.ts";
import { checkedCopy, type CheckedCopy } from "../documents/checked-copy.ts";
import { copyOf, type DocumentRow } from "../documents/document-row.ts";
import { writeVersion, type NewVersion } from "../documents/write-version.ts";
import type { StoredItem } from "./publication-row.ts";

export interface Prepared {
  readonly item: StoredItem;
  /** What visitors get; null where they get the document no longer. */
  readonly record: ContentRecord | null;
  /** Where the document stands from now on. */
  readonly state: DocumentState;
}

export type Intended = Extract<DocumentTransitionName, "publish" | "schedule" | "unpublish" | "expire">;

interface Intention {
  readonly name: Intended;
  /** When: ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: ContentActor;
}

/** @param isDue whether it is not to be done at once */
export function intendedBy({ verb, isDue }: { verb: "publish" | "unpublish"; isDue: boolean }): Intended {
  if (verb === "publish") return isDue ? "schedule" : "publish";
  return isDue ? "expire" : "unpublish";
}

/** A document in the version that visitors are to get. */
export interface Publishable {
  readonly checked: CheckedCopy;
  /** Whether that version is still to be written: being published dates a document. */
  readonly isNew: boolean;
  readonly item: StoredItem & { readonly version: number };
  readonly record: ContentRecord;
  readonly state: DocumentState;
}

/** @param type the website's own, where the document is of one */
export function publishable(
  row: DocumentRow,
  type: ContentType | null,
  { at, name }: { readonly at: string; readonly name: "publish" | "schedule" },
): Result<Publishable, "invalid-document-state" | "invalid-record"> {
  const state = stateOf(row, name);
  if (state === null) return cannot(row, "publish");
  const isKnown = row.servedVersion !== null && row.servedVersion !== row.version;
  const copy = publishedCopy(copyOf(row), at, { isKnown });
  const checked = checkedCopy(copy);
  if (!checked.ok) return checked;
  // Drafts may lack what their type requires; visitors get nothing of that kind.
  const lacking = typeFailure(type, copy, { before: copy.fields, required: "must be there" });
  if (lacking !== null) return lacking;
  const isNew = !isSameCopy(copy, copyOf(row));
  const record: ContentRecord = { kind: "document", value: documentOfCopy(copy, "published") };
  const item = { documentId: row.documentId, version: isNew ? row.version + 1 : row.version, before: beforeOf(row) };
  return ok({
    ...{ checked: checked.value, isNew, record, state },
    item: { ...item, digest: digestOf(record), path: copy.path },
  });
}

/** What becomes of a document that is held. */
export async function prepareDocument(
  tables: Tables,
  row: DocumentRow,
  intention: Intention,
): Promise<Result<Prepared, "invalid-document-state" | "invalid-record" | "version-mismatch">> {
  const { name, at, actor } = intention;
  if (name === "unpublish" || name === "expire") return withdrawn(row, name);
  const type = await readType(tables, row.websiteId, row.type);
  const next = publishable(row, type, { at, name });
  if (!next.ok) return next;
  const { checked, isNew } = next.value;
  const written = isNew ? await writeVersion(tables, row, checked, publishedVersion(actor)) : row;
  return written === null ? fail("version-mismatch", "The document was changed meanwhile: read it again.") : next;
}

export function publishedVersion(actor: ContentActor): NewVersion {
  return { kind: "publish", actor, message: null };
}

function withdrawn(row: DocumentRow, name: "unpublish" | "expire"): Result<Prepared, "invalid-document-state"> {
  const state = stateOf(row, name);
  if (state === null) return cannot(row, "unpublish");
  // Until it is due nothing changes.
  const before = name === "expire" ? state : beforeOf(row);
  const item = { documentId: row.documentId, version: null, before, digest: null, path: null };
  return ok({ item, record: null, state });
}

function stateOf({ state, trashedAt }: DocumentRow, transition: Intended) {
  return trashedAt === null ? stateAfter(state as DocumentState, transition) : null;
}

/** What it was scheduled for is taken back, whatever becomes of this. */
function beforeOf({ state }: DocumentRow): DocumentState {
  return state === "scheduled" ? "draft" : (state as DocumentState);
}

function cannot({ documentId, state, trashedAt }: DocumentRow, verb: "publish" | "unpublish") {
  const standing = trashedAt === null ? state : "in the trash";
  return fail("invalid-document-state", `The document ${documentId} is ${standing}: it cannot be ${verb}ed as it is.`, {
    documentId,
    state,
  });
}
