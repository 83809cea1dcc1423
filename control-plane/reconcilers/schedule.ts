import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import { reconciliations } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../database/index.ts";
import type { ProviderName } from "../drivers/provider/index.ts";

export interface DueTenant {
  readonly tenantId: string;
  readonly dueAt: Date;
}

/** Takes in tenants that are not looked after yet: soon, but not all at once. */
export async function enrolTenants(database: Database, provider: ProviderName, resyncSeconds: number): Promise<void> {
  await database.execute(sql`
    insert into platform.reconciliations (tenant_id, provider, due_at)
      select tenant_id, ${provider}::text, now() + random() * make_interval(secs => ${resyncSeconds}::float8)
        from platform.tenants where status in ('active', 'suspended') and tenant_id <> ${platformTenantId}
          and not exists (
            select from platform.reconciliations known
              where known.tenant_id = tenants.tenant_id and known.provider = ${provider}::text
          )
      on conflict do nothing`);
}

/** Who has waited longest comes first. */
export async function findDue(database: Database, provider: ProviderName, limit: number): Promise<DueTenant[]> {
  return database
    .select({ tenantId: reconciliations.tenantId, dueAt: reconciliations.dueAt })
    .from(reconciliations)
    .where(and(eq(reconciliations.provider, provider), lte(reconciliations.dueAt, sql`now()`)))
    .orderBy(asc(reconciliations.dueAt))
    .limit(limit);
}

/**
 * When the tenant is looked at next, a tenth of the time earlier or later than told, so that tenants spread out. What happened to it
 * meanwhile and made it due anew stays so.
 */
export async function postpone(
  database: Database,
  provider: ProviderName,
  { tenantId, dueAt }: DueTenant,
  { seconds, isChecked }: { readonly seconds: number; readonly isChecked: boolean },
): Promise<void> {
  await database
    .update(reconciliations)
    .set({
      dueAt: sql`case when ${reconciliations.dueAt} > ${dueAt.toISOString()}::timestamptz then ${reconciliations.dueAt}
        else now() + (0.9 + 0.2 * random()) * make_interval(secs => ${seconds}::float8) end`,
      ...(isChecked ? { checkedAt: sql`now()`, failingSince: null, error: null } : {}),
    })
    .where(and(eq(reconciliations.tenantId, tenantId), eq(reconciliations.provider, provider)));
}

/** Why the tenant could not be made what it ought to be; since when it is so stays as it was noted first. */
export async function noteHindrance(
  database: Database,
  provider: ProviderName,
  tenantId: string,
  why: string,
): Promise<void> {
  await database
    .update(reconciliations)
    .set({ failingSince: sql`coalesce(${reconciliations.failingSince}, now())`, error: why })
    .where(and(eq(reconciliations.tenantId, tenantId), eq(reconciliations.provider, provider)));
}

/** One that is no longer held to anything. */
export async function leaveOut(database: Database, provider: ProviderName, tenantId: string): Promise<void> {
  await database
    .delete(reconciliations)
    .where(and(eq(reconciliations.tenantId, tenantId), eq(reconciliations.provider, provider)));
}

/** Something happened to the tenant, or to what it has: it is looked at next. */
export async function makeDue(
  database: Database | Transaction,
  tenantId: string,
  providers: readonly ProviderName[],
): Promise<void> {
  await database
    .update(reconciliations)
    .set({ dueAt: sql`clock_timestamp()` })
    .where(and(eq(reconciliations.tenantId, tenantId), inArray(reconciliations.provider, [...providers])));
}
