import { documentSchema, type Document } from "#domain/document/index.ts";
import { syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom } from "../publishing.ts";
import type { TenantTables } from "../tenant-tables.ts";

export const page = (documentId: string, title = documentId, given: Partial<Document> = {}): Document =>
  documentSchema.parse({
    ...{ documentId, type: "page", path: `/${documentId}`, title },
    body: { type: "doc", content: [] },
    ...given,
  });

/** A website whose changes are brought to the tables when the test says so. */
export async function createSynced(tables: TenantTables) {
  const newsroom = await createNewsroom(tables);
  const { websiteId } = newsroom;
  const kinds = async (documentId: string) =>
    (
      await tables.query(
        "select kind from document_versions where website_id = $1 and document_id = $2 order by version",
        [websiteId, documentId],
      )
    ).map(({ kind }) => kind);
  return { ...newsroom, kinds, sync: () => syncWebsite(tables.context, websiteId) };
}
