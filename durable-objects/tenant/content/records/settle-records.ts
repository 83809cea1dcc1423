import { and, desc, eq, gt, isNotNull, sql } from "drizzle-orm";
import { recordIdOf, type ContentRecord, type RecordRef } from "#domain/content/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import type { Failure } from "#domain/errors/index.ts";
import { publications, records, recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { makeWay } from "../documents/make-way.ts";
import { deletionsOf, putOf, type OpenPublication } from "../publications/publication-row.ts";
import { takeAllOverAgain } from "../sync/sync-row.ts";

/** So many versions are looked through for the one that is served. */
const versionsMax = 200;
/** Nobody in particular: the website's answer. */
const actor: ContentActor = { kind: "control-plane" };
type Row = typeof records.$inferSelect;

/** Notes which records a website serves from now on. Documents have that in their own statement. */
export async function noteServed(tables: Tables, row: OpenPublication): Promise<void> {
  for (const { ref, record } of recordsIn(row)) {
    await tables
      .update(records)
      .set({ servedDigest: record === null ? null : digestOf(record) })
      .where(isRow(row.websiteId, ref));
  }
}

/** Whether putting back what a publication holds may take a path again: the website has to be held for that. */
export function takesPathsAgain({ records: refs }: Pick<OpenPublication, "records">): boolean {
  return (refs as readonly RecordRef[]).some(({ kind }) => kind === "term" || kind === "author");
}

/**
 * What a website refused stays in the history, and what it serves becomes the next version, with the reason beside it; gone is what it
 * never served. Not where something newer was written since: that is served, or refused, by itself. A document that has taken its path
 * meanwhile is moved on; of another record the website refuses that, in its turn.
 */
export async function putBackRecords(
  tables: Tables,
  row: OpenPublication,
  failure: Pick<Failure, "code" | "detail"> | null,
): Promise<void> {
  for (const { ref } of recordsIn(row)) {
    if (await isWrittenSince(tables, row, ref)) continue;
    const [written] = await tables.select().from(records).where(isRow(row.websiteId, ref)).for("update");
    if (written !== undefined) await putBack(tables, written, failure);
  }
}

async function putBack(tables: Tables, row: Row, failure: Pick<Failure, "code" | "detail"> | null): Promise<void> {
  const { websiteId, kind, recordId, version } = row;
  const value = await servedValue(tables, row);
  // It was changed where it is served, and is not in the history: all that the website has is taken over again.
  if (value === null && row.servedDigest !== null) {
    await takeAllOverAgain(tables, websiteId);
    return;
  }
  const trashedAt = value === null ? sql`now()` : null;
  const refusal = { ...failure, at: new Date().toISOString() };
  await tables
    .update(records)
    .set({
      value: value ?? row.value,
      version: version + 1,
      trashedAt,
      refusal,
      updatedBy: actor,
      updatedAt: sql`now()`,
    })
    .where(isRow(websiteId, { kind: kind as RecordRef["kind"], id: recordId }));
  await tables.insert(recordVersions).values({ websiteId, kind, recordId, version: version + 1, value, actor });
  const path = value === null ? null : pathOf(row.kind, value);
  if (path !== null) await makeWay(tables, websiteId, path, `the ${kind} ${recordId}`);
}

/** Where a record is; null for one that is nowhere itself. */
function pathOf(kind: string, value: unknown): string | null {
  return kind === "term" || kind === "author" ? (value as { readonly path: string }).path : null;
}

/** The version that the website serves; null for none. */
async function servedValue(tables: Tables, { websiteId, kind, recordId, servedDigest }: Row): Promise<unknown> {
  if (servedDigest === null) return null;
  const versions = await tables
    .select({ value: recordVersions.value })
    .from(recordVersions)
    .where(
      and(
        eq(recordVersions.websiteId, websiteId),
        eq(recordVersions.kind, kind),
        eq(recordVersions.recordId, recordId),
        isNotNull(recordVersions.value),
      ),
    )
    .orderBy(desc(recordVersions.version))
    .limit(versionsMax);
  return versions.find(({ value }) => digestOf({ kind, value }) === (servedDigest as Digest))?.value ?? null;
}

async function isWrittenSince(tables: Tables, { websiteId, sequence }: OpenPublication, { kind, id }: RecordRef) {
  const found = await tables
    .select({ sequence: publications.sequence })
    .from(publications)
    .where(
      and(
        eq(publications.websiteId, websiteId),
        gt(publications.sequence, sequence),
        sql`${publications.records} @> ${JSON.stringify([{ kind, id }])}::jsonb`,
      ),
    )
    .limit(1);
  return found.length > 0;
}

interface Told {
  readonly ref: RecordRef;
  /** Null for one that goes. */
  readonly record: ContentRecord | null;
}

function recordsIn(row: OpenPublication): readonly Told[] {
  return [
    ...putOf(row).map((record) => ({ ref: { kind: record.kind, id: recordIdOf(record) }, record })),
    ...deletionsOf(row).map((ref) => ({ ref, record: null })),
  ].filter(({ ref }) => ref.kind !== "document");
}

function isRow(websiteId: string, { kind, id }: RecordRef) {
  return and(eq(records.websiteId, websiteId), eq(records.kind, kind), eq(records.recordId, id));
}
