import { and, eq, inArray, sql } from "drizzle-orm";
import type { ChangedRecord } from "#domain/contracts/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { ContentActor, DocumentState, VersionKind, WorkingCopy } from "#domain/editing/index.ts";
import { stateOfServed, takeOver } from "#domain/publication/index.ts";
import { documents, documentVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { copyOf, documentColumns, type DocumentRow } from "../documents/document-row.ts";
import { isDocument } from "../documents/get-document.ts";
import { writeVersion } from "../documents/write-version.ts";
import { columnsOf } from "../documents/written-columns.ts";
import type { Touched } from "./touched.ts";

/** Nobody in particular: it was changed where it is served. */
const actor: ContentActor = { kind: "control-plane" };

interface Served {
  readonly documentId: string;
  /** Of the record in the website's object. */
  readonly recordDigest: Digest | null;
  readonly document: Document | null;
  readonly copy: WorkingCopy | null;
  /** Of the working copy that it would be. */
  readonly digest: Digest | null;
}

/** Brings documents of the tables up to what a website serves of them. */
export async function takeOverDocuments(
  tables: Tables,
  websiteId: string,
  records: readonly ChangedRecord[],
  touched: Touched,
): Promise<void> {
  const served = records.filter(({ ref }) => !touched.since.has(`document:${ref.id}`)).map(servedOf);
  if (served.length === 0) return;
  const ids = served.map(({ documentId }) => documentId);
  const rows = await tables
    .select(documentColumns)
    .from(documents)
    .where(and(eq(documents.websiteId, websiteId), inArray(documents.documentId, ids)))
    .orderBy(documents.documentId)
    .for("update");
  const known = new Map(rows.map((row) => [row.documentId, row]));
  await createDocuments(
    tables,
    websiteId,
    // Of what is nowhere in the tables and on its way only a deletion can be: it was erased.
    served.filter(({ documentId }) => !known.has(documentId) && !touched.pending.has(`document:${documentId}`)),
  );
  const versions = await versionsWith(tables, websiteId, served);
  for (const each of served) {
    const row = known.get(each.documentId);
    if (row !== undefined) {
      const isPending = touched.pending.has(`document:${row.documentId}`);
      await bringUp(tables, row, each, { version: versions.get(each.documentId) ?? null, isPending });
    }
  }
}

function servedOf({ ref, record, digest: recordDigest }: ChangedRecord): Served {
  if (record?.kind !== "document") {
    return { documentId: ref.id, recordDigest: null, document: null, copy: null, digest: null };
  }
  const { status: _, ...copy } = record.value;
  return { documentId: ref.id, recordDigest, document: record.value, copy, digest: digestOf(copy) };
}

async function bringUp(
  tables: Tables,
  row: DocumentRow,
  { document, copy, digest, recordDigest }: Served,
  { version, isPending }: { readonly version: number | null; readonly isPending: boolean },
): Promise<void> {
  const { state: stateText, servedVersion, trashedAt } = row;
  const state = stateText as DocumentState;
  const isOwn = (servedVersion === null || servedVersion === row.version) && (await isTakenOver(tables, row));
  const hasEdits = servedVersion === null ? !isOwn : servedVersion !== row.version;
  const standing = { state, version: row.version, servedVersion, isTrashed: trashedAt !== null };
  const next = takeOver(
    { ...standing, hasEdits, isPending, isTakenOver: isOwn && row.scheduledVersion === null },
    document === null ? null : { isServed: document.status === "published", version },
  );
  if (next.kind === "nothing") return;
  const shownVersion = next.kind === "note" ? next.version : await write(tables, row, copy!, digest!, next.kind);
  const isShown = document?.status === "published" && shownVersion !== null;
  await tables
    .update(documents)
    .set({
      state: next.state,
      servedVersion: isShown ? shownVersion : null,
      servedDigest: isShown ? recordDigest : null,
      servedPath: isShown ? document.path : null,
      ...(next.untrash ? { trashedAt: null } : {}),
    })
    .where(isDocument(row));
}

/** @returns the version that what is served has become */
async function write(
  tables: Tables,
  row: DocumentRow,
  copy: WorkingCopy,
  digest: Digest,
  kind: "take" | "take-below",
): Promise<number> {
  const version = (kindOf: VersionKind, message: string | null) => ({ kind: kindOf, actor, message });
  const taken = await writeVersion(tables, row, { copy, digest }, version("sync", null));
  if (kind === "take-below") {
    const edited = copyOf(row);
    const kept = "What was being written when it was changed where it is served";
    await writeVersion(tables, taken!, { copy: edited, digest: digestOf(edited) }, version("restore", kept));
  }
  return taken!.version;
}

/** Whether a document is as the website brought it: nobody has written in it. */
async function isTakenOver(tables: Tables, row: DocumentRow): Promise<boolean> {
  const [found] = await tables
    .select({ kind: documentVersions.kind })
    .from(documentVersions)
    .where(
      and(
        eq(documentVersions.websiteId, row.websiteId),
        eq(documentVersions.documentId, row.documentId),
        eq(documentVersions.version, row.version),
      ),
    );
  return found?.kind === "sync";
}

/** The newest version of each document that has the content which is served. */
async function versionsWith(
  tables: Tables,
  websiteId: string,
  served: readonly Served[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = served.flatMap(({ documentId, digest }) => (digest === null ? [] : [{ id: documentId, digest }]));
  const { rows } = await tables.execute<{ document_id: string; version: number }>(sql`
    select v.document_id, max(v.version) as version from ${documentVersions} as v
    join jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted(id text, digest text)
      on v.document_id = wanted.id and v.digest = wanted.digest
    where v.website_id = ${websiteId} group by v.document_id`);
  return new Map(rows.map(({ document_id, version }) => [document_id, Number(version)]));
}

async function createDocuments(tables: Tables, websiteId: string, served: readonly Served[]): Promise<void> {
  const made = served.flatMap(({ documentId, document, copy, digest, recordDigest }) =>
    document === null ? [] : [{ documentId, document, copy: copy!, digest: digest!, recordDigest }],
  );
  if (made.length === 0) return;
  await tables.insert(documents).values(
    made.map(({ documentId, document, copy, recordDigest }) => {
      const isShown = document.status === "published";
      return {
        ...{
          websiteId,
          documentId,
          state: stateOfServed(document.status),
          version: 1,
          createdBy: actor,
          updatedBy: actor,
        },
        ...columnsOf(copy),
        servedVersion: isShown ? 1 : null,
        servedDigest: isShown ? recordDigest : null,
        servedPath: isShown ? document.path : null,
        trashedAt: document.status === "trashed" ? sql`now()` : null,
      };
    }),
  );
  await tables.insert(documentVersions).values(
    made.map(({ documentId, copy, digest }) => ({
      ...{ websiteId, documentId, version: 1, kind: "sync", digest, actor },
      content: copy,
    })),
  );
}
