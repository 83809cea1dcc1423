import { and, eq, sql } from "drizzle-orm";
import { documents, publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { documentColumns, type DocumentRow } from "../documents/document-row.ts";

/**
 * Documents by id, those of which nothing is there left out: nobody writes them until the transaction ends, nor what is scheduled
 * together with them, which has to be moved where they leave their schedules.
 */
export async function holdDocuments(
  tables: Tables,
  websiteId: string,
  documentIds: readonly string[],
): Promise<readonly DocumentRow[]> {
  const ids = sql`${sql.param([...documentIds])}::text[]`;
  const scheduledTogether = sql`
    select item ->> 'documentId' from ${publications} as p, jsonb_array_elements(p.items) as item
    where p.publication_id = any(array(
      select waiting.id from ${documents}, lateral (values
        (case when scheduled_at is not null then publication_id end),
        (case when unpublish_at is not null then unpublishing_id end)) as waiting(id)
      where website_id = ${websiteId} and document_id = any(${ids})))`;
  const rows = await tables
    .select(documentColumns)
    .from(documents)
    .where(
      and(
        eq(documents.websiteId, websiteId),
        // As an array, so that each is looked up by the key, however many the planner expects.
        sql`${documents.documentId} = any(array(select unnest(${ids}) union ${scheduledTogether}))`,
      ),
    )
    .orderBy(documents.documentId)
    .for("update", { of: documents });
  const wanted = new Set(documentIds);
  return rows.filter(({ documentId }) => wanted.has(documentId));
}
