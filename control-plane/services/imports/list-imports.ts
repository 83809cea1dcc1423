import { and, desc, eq, lt } from "drizzle-orm";
import type { Page } from "#domain/contracts/index.ts";
import type { Import } from "#domain/import/index.ts";
import { imports } from "#migrations/schema/index.ts";
import type { WebsiteRef } from "../../drivers/edge/index.ts";
import type { ImportServices } from "./context.ts";
import { importView } from "./import-view.ts";
import type { ListImportsInput } from "./schemas.ts";

/** A page of a website's imports, newest first. */
export async function listImports(
  { database, now }: Pick<ImportServices, "database" | "now">,
  { websiteId, tenantId }: WebsiteRef,
  { limit, cursor }: ListImportsInput,
): Promise<Page<Import>> {
  const rows = await database
    .select()
    .from(imports)
    .where(
      and(
        eq(imports.websiteId, websiteId),
        eq(imports.tenantId, tenantId),
        cursor === undefined ? undefined : lt(imports.importId, cursor),
      ),
    )
    .orderBy(desc(imports.importId))
    // One more than asked for tells whether there is another page.
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((row) => importView(row, now()));
  return { items, cursor: rows.length > limit ? items.at(-1)!.importId : null };
}
