import { aliasedTable, and, eq, inArray, isNotNull, isNull, notInArray, sql } from "drizzle-orm";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { StoredItem } from "./publication-row.ts";

const served = aliasedTable(documents, "served");

/** Paths of these documents at which visitors get another one that stays there: one at most is read. */
export function servedElsewhere(
  tables: Tables,
  websiteId: string,
  items: readonly Pick<StoredItem, "documentId" | "path">[],
) {
  const paths = items.flatMap(({ path }) => path ?? []);
  return tables
    .select({ path: sql<string>`${served.servedPath}` })
    .from(served)
    .where(
      and(
        eq(served.websiteId, websiteId),
        isNotNull(served.servedPath),
        inArray(
          sql`md5(${served.servedPath})`,
          paths.map((path) => sql`md5(${path})`),
        ),
        inArray(served.servedPath, paths),
        isNull(served.trashedAt),
        notInArray(
          served.documentId,
          items.map(({ documentId }) => documentId),
        ),
      ),
    )
    .limit(1);
}
