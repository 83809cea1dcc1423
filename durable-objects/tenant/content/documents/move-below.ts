import { and, eq, inArray, sql } from "drizzle-orm";
import { fail, type Failed } from "#domain/errors/index.ts";
import { movedPath, newPathFault } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns, type DocumentRow } from "./document-row.ts";
import { writeVersion, type NewVersion } from "./write-version.ts";

/** More documents than this do not move with one, and so many are read at a time. */
const movedMax = 1_000;
const batchSize = 50;

/** The ids of all that is below a document, whose paths begin with its own; null for too many. */
export async function documentsBelow(
  tables: Tables,
  { websiteId, documentId, path }: DocumentRow,
): Promise<readonly string[] | null> {
  const { rows } = await tables.execute<{ document_id: string }>(sql`
    with recursive below as (
      select document_id, path from ${documents} where website_id = ${websiteId} and parent_id = ${documentId}
      union
      select next.document_id, next.path from ${documents} as next
        join below on next.parent_id = below.document_id where next.website_id = ${websiteId}
    ) select document_id from below where starts_with(path, ${`${path}/`}) limit ${movedMax + 1}`);
  return rows.length > movedMax ? null : rows.map(({ document_id }) => document_id);
}

/** Moves them along. Fails, all being undone by whoever asked, where one of their paths would be no path any more. */
export async function moveBelow(
  tables: Tables,
  websiteId: string,
  documentIds: readonly string[],
  { from, to, version }: { readonly from: string; readonly to: string; readonly version: NewVersion },
): Promise<Failed<"invalid-record"> | null> {
  for (let start = 0; start < documentIds.length; start += batchSize) {
    const some = documentIds.slice(start, start + batchSize);
    const rows = await tables
      .select(documentColumns)
      .from(documents)
      .where(and(eq(documents.websiteId, websiteId), inArray(documents.documentId, some)))
      .for("update");
    for (const row of rows) {
      const path = movedPath(row.path, from, to);
      if (path === null) continue;
      const checked = checkedCopy({ ...copyOf(row), path });
      if (!checked.ok || newPathFault(path) !== null)
        return fail("invalid-record", `${row.path} cannot move along: its path would be too long.`);
      await writeVersion(tables, row, checked.value, version);
    }
  }
  return null;
}
