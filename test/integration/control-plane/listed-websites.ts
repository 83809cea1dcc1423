import type { Database } from "#control-plane/database/index.ts";
import { listWebsites, listWebsitesInputSchema } from "#control-plane/services/websites/index.ts";
import type { Page, WebsiteSummary } from "#domain/contracts/index.ts";

/** A page of the list as its route asks for it: what is left out is as the route has it. Throws for a cursor of another order. */
export async function listedWebsites(
  database: Database,
  query: Readonly<Record<string, unknown>>,
): Promise<Page<WebsiteSummary>> {
  const listed = await listWebsites(database, listWebsitesInputSchema.parse({ limit: 200, ...query }));
  if (!listed.ok) throw new Error(listed.failure.detail);
  return listed.value;
}

/** The ids of the whole list, page by page. */
export async function allListed(database: Database, query: Readonly<Record<string, unknown>>): Promise<string[]> {
  const listed: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listedWebsites(database, { ...query, cursor });
    listed.push(...page.items.map(({ websiteId }) => websiteId));
    if (page.cursor === null) return listed;
    ({ cursor } = page);
  }
}
