import { and, asc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { tenantDatabases, tenantSchemas, websites } from "#migrations/schema/index.ts";
import type { SchemaRef } from "../drivers/tenant-databases/index.ts";
import type { ReconcilerServices } from "./context.ts";

/** So long what a deleted website was made of is kept, as its object keeps it. */
const keptDays = 30;
const pageSize = 100;

/**
 * Deletes what websites that were deleted a month ago still have in their tenants' own tables. With a tenant all of it is gone already.
 * Cut off anywhere, it begins anew with those that are not noted.
 *
 * @returns how many were forgotten
 */
export async function forgetWebsites(services: ReconcilerServices, signal: AbortSignal): Promise<number> {
  let forgotten = 0;
  for (let page = await findPage(services); page.length > 0; page = await findPage(services)) {
    const byTenant = Map.groupBy(page, ({ tenantId }) => tenantId);
    for (const [tenantId, rows] of byTenant) {
      signal.throwIfAborted();
      const ids = rows.map(({ websiteId }) => websiteId);
      const schema = await findSchema(services, tenantId);
      if (schema !== null) await services.databases.forgetWebsites(schema, ids);
      await services.database
        .update(websites)
        .set({ forgottenAt: sql`now()` })
        .where(inArray(websites.websiteId, ids));
      forgotten += ids.length;
    }
  }
  return forgotten;
}

function findPage({ database }: ReconcilerServices) {
  return database
    .select({ websiteId: websites.websiteId, tenantId: websites.tenantId })
    .from(websites)
    .where(
      and(
        eq(websites.status, "deleted"),
        isNull(websites.forgottenAt),
        lt(websites.updatedAt, sql`now() - make_interval(days => ${keptDays})`),
      ),
    )
    .orderBy(asc(websites.updatedAt))
    .limit(pageSize);
}

/** Null where it was removed, or never made. */
async function findSchema({ owner }: ReconcilerServices, tenantId: string): Promise<SchemaRef | null> {
  const [row] = await owner
    .select({ name: tenantSchemas.name, database: tenantDatabases.name })
    .from(tenantSchemas)
    .innerJoin(tenantDatabases, eq(tenantDatabases.number, tenantSchemas.databaseNumber))
    .where(and(eq(tenantSchemas.tenantId, tenantId), isNull(tenantSchemas.removedAt)));
  return row ?? null;
}
