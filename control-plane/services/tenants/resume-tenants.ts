import { and, asc, eq, gt, inArray, isNull, lt, lte, ne, or, sql, type SQL } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import { provisionings, tenantSchemas, tenants } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import { enqueueMigration, enqueueTenantJob, tenantTasks, type TaskOfTenant } from "./tenant-jobs.ts";

const pageSize = 200;

/** Goes on at once with what was under way when the service ended, and tells Tenant objects what they are not known to have. */
export async function resumeTenants(database: Database): Promise<void> {
  await enqueueFor(database, tenantTasks.push, lt(tenants.pushedVersion, tenants.stateVersion));
  await enqueueFor(database, tenantTasks.provision, lacksSchema);
  await enqueueFor(
    database,
    tenantTasks.remove,
    and(
      eq(tenants.status, "deprovisioning"),
      or(lte(tenants.removalDueAt, sql`now()`), eq(provisionings.phase, "removing")),
    ),
  );
  await enqueueMigration(database);
}

/** Being provisioned, or made before tenants had schemas. */
const lacksSchema = and(
  ne(tenants.tenantId, platformTenantId),
  inArray(tenants.status, ["provisioning", "active", "suspended"]),
  or(eq(tenants.status, "provisioning"), isNull(tenantSchemas.readyAt)),
);

async function enqueueFor(database: Database, task: TaskOfTenant, condition: SQL | undefined): Promise<void> {
  for (let after: string | undefined; ;) {
    const rows = await database
      .select({ tenantId: tenants.tenantId })
      .from(tenants)
      .leftJoin(provisionings, eq(provisionings.tenantId, tenants.tenantId))
      .leftJoin(tenantSchemas, eq(tenantSchemas.tenantId, tenants.tenantId))
      .where(and(condition, after === undefined ? undefined : gt(tenants.tenantId, after)))
      .orderBy(asc(tenants.tenantId))
      .limit(pageSize);
    for (const { tenantId } of rows) await enqueueTenantJob(database, task, tenantId, 0);
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.tenantId;
  }
}
