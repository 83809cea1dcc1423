import { sql } from "drizzle-orm";
import type { OfRecord, WrittenRecord } from "#domain/contracts/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { records, recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { enqueuePublication } from "../publications/enqueue-publication.ts";
import type { RecordRow } from "./record-row.ts";

/**
 * Writes the next version of a record, or its deletion (null), and notes that it is to be published: within a transaction that has read
 * it for update. @returns the row, and the id of the publication
 */
export async function writeRecord(
  tables: Tables,
  { websiteId, kind, id }: OfRecord,
  {
    before,
    record,
    actor,
  }: { readonly before: RecordRow | null; readonly record: WrittenRecord | null; readonly actor: ContentActor },
): Promise<{ readonly row: RecordRow; readonly publicationId: string }> {
  const version = (before?.version ?? 0) + 1;
  const value = record?.value ?? before?.value ?? null;
  const trashedAt = record === null ? sql`now()` : null;
  const written = { value, version, trashedAt, updatedBy: actor, updatedAt: sql`now()`, refusal: null };
  const [row] = await tables
    .insert(records)
    .values({ websiteId, kind, recordId: id, ...written })
    .onConflictDoUpdate({ target: [records.websiteId, records.kind, records.recordId], set: written })
    .returning();
  const key = { websiteId, kind, recordId: id, version };
  await tables.insert(recordVersions).values({ ...key, value: record?.value ?? null, actor });
  const { publicationId } = await enqueuePublication(tables, {
    publicationId: crypto.randomUUID(),
    websiteId,
    items: [],
    put: record === null ? [] : [record],
    deletions: record === null ? [{ kind, id }] : [],
    dueAt: null,
    message: `${record === null ? "Delete" : "Save"} the ${kind} ${id}`.slice(0, 200),
    actor,
  });
  return { row: row!, publicationId };
}
