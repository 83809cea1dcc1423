import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { contentRecordSchema, type ContentRecord } from "#domain/content/index.ts";
import { documentOfCopy } from "#domain/editing/index.ts";
import { documents, documentVersions, records } from "#migrations/schema/tenant/index.ts";
import { copyOf } from "../documents/document-row.ts";
import type { ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";

/** So many documents are looked at by one statement. */
const wantedEach = 1_000;
/** So many documents, and characters of their JSON, go to the website by one call, of which runtimes take 32 MiB. */
const batchSize = 200;
const batchLengthMax = 4_000_000;

/** A document that visitors get by what the tables say. */
export interface WantedDocument {
  readonly documentId: string;
  readonly digest: string | null;
  /** Of its JSON, in characters. */
  readonly length: number;
}

const hasServedVersion = and(
  eq(documentVersions.websiteId, documents.websiteId),
  eq(documentVersions.documentId, documents.documentId),
  eq(documentVersions.version, documents.servedVersion),
);

/** By `document:id`, without what they say. */
export async function wantedDocuments(
  { database }: ContentContext,
  websiteId: string,
): Promise<ReadonlyMap<string, WantedDocument>> {
  const wanted = new Map<string, WantedDocument>();
  for (let after = ""; ;) {
    const page = valueOf(
      await database.repeatable((tables) =>
        tables
          .select({
            documentId: documents.documentId,
            digest: documents.servedDigest,
            length: sql<number>`length(${documentVersions.content}::text)`.mapWith(Number),
          })
          .from(documents)
          .innerJoin(documentVersions, hasServedVersion)
          .where(and(eq(documents.websiteId, websiteId), gt(documents.documentId, after)))
          .orderBy(asc(documents.documentId))
          .limit(wantedEach),
      ),
    );
    for (const each of page) wanted.set(`document:${each.documentId}`, each);
    if (page.length < wantedEach) return wanted;
    after = page.at(-1)!.documentId;
  }
}

/** By `kind:id`: what else visitors get by what the tables say. */
export async function wantedRecords(
  { database }: ContentContext,
  websiteId: string,
): Promise<Map<string, ContentRecord>> {
  const rows = valueOf(
    await database.repeatable((tables) =>
      tables
        .select()
        .from(records)
        .where(and(eq(records.websiteId, websiteId), isNull(records.trashedAt))),
    ),
  );
  const wanted = new Map<string, ContentRecord>();
  for (const { kind, recordId, value } of rows) {
    const record = contentRecordSchema.safeParse({ kind, value });
    if (record.success) wanted.set(`${kind}:${recordId}`, record.data);
  }
  return wanted;
}

export async function readDocuments(
  { database }: ContentContext,
  websiteId: string,
  ids: readonly string[],
): Promise<readonly ContentRecord[]> {
  const rows = valueOf(
    await database.repeatable((tables) =>
      tables
        .select({ content: documentVersions.content })
        .from(documents)
        .innerJoin(documentVersions, hasServedVersion)
        .where(and(eq(documents.websiteId, websiteId), inArray(documents.documentId, [...ids]))),
    ),
  );
  return rows.map(({ content }) => ({ kind: "document", value: documentOfCopy(copyOf({ content }), "published") }));
}

/** Ids in their order, so many at a time as one call takes. */
export function inBatches(wanted: readonly WantedDocument[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let length = Infinity;
  for (const { documentId, length: own } of wanted) {
    if (length + own > batchLengthMax || batches.at(-1)!.length >= batchSize) {
      batches.push([]);
      length = 0;
    }
    batches.at(-1)!.push(documentId);
    length += own;
  }
  return batches;
}
