import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import { recordIdOf } from "#domain/content/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { lockDocuments } from "../documents/lock-documents.ts";
import { isOf } from "./document-schedule.ts";
import { displacedOf, type PublicationRow } from "./publication-row.ts";
import { waitAgain } from "./wait-again.ts";

/**
 * Of a publication that its website refused: what it took out of others waits again for the same time, as it was. Not so documents of
 * which something newer was decided since.
 */
export async function putBackSchedules(
  tables: Tables,
  row: Pick<PublicationRow, "publicationId" | "websiteId" | "displaced">,
): Promise<void> {
  const all = displacedOf(row);
  const ids = all.flatMap(({ items }) => items.map(({ documentId }) => documentId));
  if (ids.length === 0) return;
  await lockDocuments(tables, row.websiteId, ids);
  const still = await stillOf(tables, row, ids);
  for (const { items, put, deletions, dueAt, message, actor } of all) {
    if (!items.some(({ documentId }) => still.has(documentId))) continue;
    await waitAgain(tables, still, {
      ...{ publicationId: randomUUID(), websiteId: row.websiteId, dueAt: new Date(dueAt), message, actor },
      items: items.filter(({ documentId }) => still.has(documentId)),
      put: put.filter((record) => still.has(recordIdOf(record))),
      deletions: deletions.filter(({ id }) => still.has(id)),
    });
  }
}

async function stillOf(
  tables: Tables,
  { publicationId, websiteId }: Pick<PublicationRow, "publicationId" | "websiteId">,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tables
    .select({ documentId: documents.documentId })
    .from(documents)
    .where(
      and(
        eq(documents.websiteId, websiteId),
        inArray(documents.documentId, [...ids]),
        isOf(publicationId),
        ne(documents.state, "archived"),
        isNull(documents.trashedAt),
      ),
    );
  return new Set(rows.map(({ documentId }) => documentId));
}
