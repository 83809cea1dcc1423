import { and, asc, eq, gt, isNotNull, isNull, lt, or } from "drizzle-orm";
import { tenantSchemas } from "#migrations/schema/index.ts";
import type { SchemaServices } from "./context.ts";
import { ensureSchema } from "./ensure-schema.ts";

const concurrency = 4;
const pageSize = 100;

/**
 * Brings every tenant's schema up to date, four at a time. Each tells by itself how far it is, so that what was interrupted goes on
 * with those that are left; one that fails is noted with its reason, and the others go on.
 *
 * @returns how many were brought up to date, and the tenants that failed
 */
export async function migrateSchemas(
  services: SchemaServices,
  signal: AbortSignal,
): Promise<{ readonly migrated: number; readonly failed: readonly string[] }> {
  let migrated = 0;
  const failed: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await findBehind(services, after);
    if (page.length === 0) return { migrated, failed };
    const waiting = page.values();
    const work = async () => {
      for (const tenantId of waiting) {
        signal.throwIfAborted();
        const done = await migrateOne(services, tenantId);
        if (done) migrated += 1;
        else failed.push(tenantId);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    after = page.at(-1);
  }
}

async function findBehind({ owner, tenantMigrations }: SchemaServices, after: string | undefined): Promise<string[]> {
  const target = tenantMigrations.at(-1)!.name;
  const rows = await owner
    .select({ tenantId: tenantSchemas.tenantId })
    .from(tenantSchemas)
    .where(
      and(
        isNull(tenantSchemas.removedAt),
        isNotNull(tenantSchemas.readyAt),
        or(isNull(tenantSchemas.migratedTo), lt(tenantSchemas.migratedTo, target)),
        after === undefined ? undefined : gt(tenantSchemas.tenantId, after),
      ),
    )
    .orderBy(asc(tenantSchemas.tenantId))
    .limit(pageSize);
  return rows.map(({ tenantId }) => tenantId);
}

async function migrateOne(services: SchemaServices, tenantId: string): Promise<boolean> {
  try {
    await services.databases.withTenantLock(tenantId, () => ensureSchema(services, tenantId));
    return true;
  } catch (error) {
    services.log("tenant-not-migrated", { tenantId, error });
    const migrationError = (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
    await services.owner.update(tenantSchemas).set({ migrationError }).where(eq(tenantSchemas.tenantId, tenantId));
    return false;
  }
}
