import { and, asc, eq, inArray, isNull, lt, notInArray, sql } from "drizzle-orm";
import { importDrafts, imports, tenantDatabases, tenantSchemas, websites } from "#migrations/schema/index.ts";
import type { SchemaRef } from "../drivers/tenant-databases/index.ts";
import type { ReconcilerServices } from "./context.ts";

/** So long what a deleted website was made of is kept, as its object keeps it. */
const keptDays = 30;
const pageSize = 100;

/**
 * Deletes what websites that were deleted a month ago still have in their tenants' own tables, and what imports have kept for them. With a tenant all of it is gone already.
 * Cut off anywhere, it begins anew with those that are not noted. A tenant whose tables cannot be reached keeps no other waiting.
 *
 * @returns how many were forgotten
 * Throws, once all others are done, what went wrong first.
 */
export async function forgetWebsites(services: ReconcilerServices, signal: AbortSignal): Promise<number> {
  let forgotten = 0;
  const failures = new Map<string, unknown>();
  const next = () => findPage(services, [...failures.keys()]);
  for (let page = await next(); page.length > 0; page = await next()) {
    for (const [tenantId, rows] of Map.groupBy(page, (row) => row.tenantId)) {
      signal.throwIfAborted();
      const ids = rows.map(({ websiteId }) => websiteId);
      try {
        await forgetThose(services, tenantId, ids);
        forgotten += ids.length;
      } catch (error) {
        failures.set(tenantId, error);
      }
    }
  }
  for (const error of failures.values()) throw error;
  return forgotten;
}

async function forgetThose(services: ReconcilerServices, tenantId: string, ids: readonly string[]): Promise<void> {
  const schema = await findSchema(services, tenantId);
  if (schema !== null) await services.databases.forgetWebsites(schema, ids);
  const theirs = services.database
    .select({ importId: imports.importId })
    .from(imports)
    .where(inArray(imports.websiteId, [...ids]));
  await services.database.delete(importDrafts).where(inArray(importDrafts.importId, theirs));
  await services.database
    .update(websites)
    .set({ forgottenAt: sql`now()` })
    .where(inArray(websites.websiteId, [...ids]));
}

function findPage({ database }: ReconcilerServices, without: readonly string[]) {
  return database
    .select({ websiteId: websites.websiteId, tenantId: websites.tenantId })
    .from(websites)
    .where(
      and(
        eq(websites.status, "deleted"),
        isNull(websites.forgottenAt),
        lt(websites.updatedAt, sql`now() - make_interval(days => ${keptDays})`),
        without.length === 0 ? undefined : notInArray(websites.tenantId, [...without]),
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
