import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { contentRecordSchema, type ContentRecord, type RecordRef } from "#domain/content/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import { inBatches } from "./in-batches.ts";

/** So many are listed by one statement. */
const listedEach = 1_000;

/** A term, a redirect or the like that visitors get by what the tables say. */
export interface WantedRecord {
  readonly ref: RecordRef;
  readonly digest: Digest;
  /** Of its JSON, in characters. */
  readonly length: number;
}
type Listed = Omit<WantedRecord, "digest">;

/** By `kind:id`, without what they say: that is read a batch at a time, and not kept. */
export async function wantedRecords(
  context: ContentContext,
  websiteId: string,
): Promise<ReadonlyMap<string, WantedRecord>> {
  const wanted = new Map<string, WantedRecord>();
  for (let after: RecordRef | null = null; ;) {
    const page: readonly Listed[] = await list(context, websiteId, after);
    for (const batch of inBatches(page)) {
      for (const { ref, record, length } of await read(context, websiteId, batch)) {
        wanted.set(`${ref.kind}:${ref.id}`, { ref, digest: digestOf(record), length });
      }
    }
    if (page.length < listedEach) return wanted;
    after = page.at(-1)!.ref;
  }
}

/** What they say, as one call takes it. */
export async function readRecords(
  context: ContentContext,
  websiteId: string,
  batch: readonly Listed[],
): Promise<readonly ContentRecord[]> {
  return (await read(context, websiteId, batch)).map(({ record }) => record);
}

const length = sql<number>`length(${records.value}::text)`.mapWith(Number);

async function list(
  { database }: ContentContext,
  websiteId: string,
  after: RecordRef | null,
): Promise<readonly Listed[]> {
  const isNext =
    after === null ? undefined : sql`(${records.kind}, ${records.recordId}) > (${after.kind}, ${after.id})`;
  const rows = valueOf(
    await database.repeatable((tables) =>
      tables
        .select({ kind: records.kind, id: records.recordId, length })
        .from(records)
        .where(and(eq(records.websiteId, websiteId), isNull(records.trashedAt), isNext))
        .orderBy(asc(records.kind), asc(records.recordId))
        .limit(listedEach),
    ),
  );
  return rows.map(({ kind, id, length: of }) => ({ ref: { kind, id } as RecordRef, length: of }));
}

/** What the website could not take is passed over. */
async function read({ database }: ContentContext, websiteId: string, batch: readonly Listed[]) {
  const refs = JSON.stringify(batch.map(({ ref }) => ref));
  const rows = valueOf(
    await database.repeatable((tables) =>
      tables
        .select({ kind: records.kind, id: records.recordId, value: records.value, length })
        .from(records)
        .where(
          and(
            eq(records.websiteId, websiteId),
            isNull(records.trashedAt),
            sql`(${records.kind}, ${records.recordId}) in
              (select kind, id from jsonb_to_recordset(${refs}::jsonb) as ref(kind text, id text))`,
          ),
        ),
    ),
  );
  return rows.flatMap(({ kind, id, value, length: of }) => {
    const record = contentRecordSchema.safeParse({ kind, value });
    return record.success ? [{ ref: { kind, id } as RecordRef, record: record.data, length: of }] : [];
  });
}
