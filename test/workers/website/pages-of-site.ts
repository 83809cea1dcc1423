import type { ContentRecord } from "#domain/content/index.ts";
import type { DocumentPage, ListPage, PageData } from "#domain/contracts/index.ts";
import type { Configuration } from "#domain/release/index.ts";
import { configuration, createSite, valueOf } from "./site.ts";

/** A website with these records, and its pages. */
export async function siteWith(records: readonly ContentRecord[], settings: Partial<Configuration> = {}) {
  const site = await createSite({ configuration: { ...configuration, ...settings } });
  const { releaseId } = await site.publishRecords(...records);
  const page = async (path: string, query?: string): Promise<PageData> =>
    valueOf(await site.stub.readPage({ releaseId, path, query }));
  return {
    ...site,
    releaseId,
    page,
    document: async (path: string) => (await page(path)) as DocumentPage,
    list: async (path: string) => (await page(path)) as ListPage,
    /** Ids of a list's items, or what else is there. */
    ids: async (path: string, query?: string) => {
      const data = await page(path, query);
      return "items" in data ? data.items.map(({ documentId }) => documentId) : data.kind;
    },
  };
}
