import { and, asc, eq, gt, ne } from "drizzle-orm";
import type { Page, WebsiteSummary } from "#domain/contracts/index.ts";
import { websites } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import type { ListWebsitesInput } from "./schemas.ts";

/** A page of the websites that are not deleted, by id, of one tenant or of all. */
export async function listWebsites(
  database: Database,
  { limit, cursor, tenantId }: ListWebsitesInput,
): Promise<Page<WebsiteSummary>> {
  const rows = await database
    .select()
    .from(websites)
    .where(
      and(
        ne(websites.status, "deleted"),
        tenantId === undefined ? undefined : eq(websites.tenantId, tenantId),
        cursor === undefined ? undefined : gt(websites.websiteId, cursor),
      ),
    )
    .orderBy(asc(websites.websiteId))
    // One more than asked for tells whether there is another page.
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
  return { items, cursor: rows.length > limit ? items.at(-1)!.websiteId : null };
}
