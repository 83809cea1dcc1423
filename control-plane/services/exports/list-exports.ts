import { and, desc, eq, lt } from "drizzle-orm";
import type { Page } from "#domain/contracts/index.ts";
import type { Export } from "#domain/export/index.ts";
import { exports } from "#migrations/schema/index.ts";
import type { WebsiteRef } from "../../drivers/edge/index.ts";
import type { ExportServices } from "./context.ts";
import { exportView } from "./export-view.ts";
import type { ListExportsInput } from "./schemas.ts";

/** A page of a website's exports, newest first. */
export async function listExports(
  { database }: Pick<ExportServices, "database">,
  { websiteId, tenantId }: WebsiteRef,
  { limit, cursor }: ListExportsInput,
): Promise<Page<Export>> {
  const rows = await database
    .select()
    .from(exports)
    .where(
      and(
        eq(exports.websiteId, websiteId),
        eq(exports.tenantId, tenantId),
        cursor === undefined ? undefined : lt(exports.exportId, cursor),
      ),
    )
    .orderBy(desc(exports.exportId))
    // One more than asked for tells whether there is another page.
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(exportView);
  return { items, cursor: rows.length > limit ? items.at(-1)!.exportId : null };
}
