import type { ContentRecord } from "#domain/content/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import {
  documentOfCopy,
  isSameCopy,
  stateAfter,
  type ContentActor,
  type DocumentState,
} from "#domain/editing/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { publishedCopy } from "#domain/publication/index.ts";
import type { Tables } from "../../database/tables.ts";
import { readType, typeFailure } from "../documents/check-type.ts";
import { checkedCopy } from "../documents/checked-copy.ts";
import { copyOf, type DocumentRow } from "../documents/document-row.ts";
import { writeVersion } from "../documents/write-version.ts";
import type { StoredItem } from "./publication-row.ts";

export interface Prepared {
  readonly item: StoredItem;
  /** What visitors get; null where they get the document no longer. */
  readonly record: ContentRecord | null;
  /** Where the document stands from now on. */
  readonly state: DocumentState;
}

interface Intention {
  readonly verb: "publish" | "unpublish";
  /** When: ISO 8601 in UTC. */
  readonly at: string;
  /** Whether that is not at once. */
  readonly isDue: boolean;
  readonly actor: ContentActor;
}

/** What becomes of a document that is held. Being published dates it, which is a version of its own. */
export async function prepareDocument(
  tables: Tables,
  row: DocumentRow,
  { verb, at, isDue, actor }: Intention,
): Promise<Result<Prepared, "invalid-document-state" | "invalid-record" | "version-mismatch">> {
  const current = row.state as DocumentState;
  const state = row.trashedAt === null ? stateAfter(current, isDue && verb === "publish" ? "schedule" : verb) : null;
  if (state === null) return cannot(row, verb);
  // What it was scheduled for is taken back, whatever becomes of this.
  const before = current === "scheduled" ? "draft" : current;
  if (verb === "unpublish") {
    const item = { documentId: row.documentId, version: null, before, digest: null, path: null };
    // Until it is due visitors get it.
    return ok({ item, record: null, state: isDue ? before : state });
  }
  const isKnown = row.servedVersion !== null && row.servedVersion !== row.version;
  const copy = publishedCopy(copyOf(row), at, { isKnown });
  const checked = checkedCopy(copy);
  if (!checked.ok) return checked;
  // Drafts may lack what their type requires; visitors get nothing of that kind.
  const type = await readType(tables, row.websiteId, copy.type);
  const lacking = typeFailure(type, copy, { before: copy.fields, isDraft: false });
  if (lacking !== null) return lacking;
  const written = isSameCopy(copy, copyOf(row))
    ? row
    : await writeVersion(tables, row, checked.value, { kind: "publish", actor, message: null });
  if (written === null) return fail("version-mismatch", "The document was changed meanwhile: read it again.");
  const record: ContentRecord = { kind: "document", value: documentOfCopy(copy, "published") };
  const { documentId, version } = written;
  return ok({ item: { documentId, version, before, digest: digestOf(record), path: copy.path }, record, state });
}

function cannot({ documentId, state, trashedAt }: DocumentRow, verb: Intention["verb"]) {
  const standing = trashedAt === null ? state : "in the trash";
  return fail("invalid-document-state", `The document ${documentId} is ${standing}: it cannot be ${verb}ed as it is.`, {
    documentId,
    state,
  });
}
