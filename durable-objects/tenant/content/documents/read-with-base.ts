import { and, eq } from "drizzle-orm";
import type { OfDocument } from "#domain/contracts/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import { documents, documentVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { copyOf, documentColumns, type DocumentRow } from "./document-row.ts";
import { isDocument } from "./get-document.ts";

export interface RowWithBase {
  readonly row: DocumentRow;
  /** As it was at the version asked for; null when that is not kept, or never was. */
  readonly base: WorkingCopy | null;
}

/** A document with one of its versions; null when there is no such document. */
export async function readWithBase(tables: Tables, of: OfDocument, version: number): Promise<RowWithBase | null> {
  const [found] = await tables
    .select({ row: documentColumns, base: documentVersions.content })
    .from(documents)
    .leftJoin(
      documentVersions,
      and(
        eq(documentVersions.websiteId, documents.websiteId),
        eq(documentVersions.documentId, documents.documentId),
        eq(documentVersions.version, version),
      ),
    )
    .where(isDocument(of))
    .limit(1);
  if (found === undefined) return null;
  const { row, base } = found;
  if (row.version === version) return { row, base: copyOf(row) };
  return { row, base: base === null ? null : copyOf({ content: base }) };
}
