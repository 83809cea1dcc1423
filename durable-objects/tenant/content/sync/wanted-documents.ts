import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { ContentRecord } from "#domain/content/index.ts";
import { documentOfCopy } from "#domain/editing/index.ts";
import { documents, documentVersions } from "#migrations/schema/tenant/index.ts";
import { copyOf } from "../documents/document-row.ts";
import type { ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";

/** So many documents are looked at by one statement. */
const wantedEach = 1_000;

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

export async function readDocuments(
  { database }: ContentContext,
  websiteId: string,
  batch: readonly WantedDocument[],
): Promise<readonly ContentRecord[]> {
  const ids = batch.map(({ documentId }) => documentId);
  const rows = valueOf(
    await database.repeatable((tables) =>
      tables
        .select({ content: documentVersions.content })
        .from(documents)
        .innerJoin(documentVersions, hasServedVersion)
        .where(and(eq(documents.websiteId, websiteId), inArray(documents.documentId, ids))),
    ),
  );
  return rows.map(({ content }) => ({ kind: "document", value: documentOfCopy(copyOf({ content }), "published") }));
}
