import { eq, sql } from "drizzle-orm";
import { tenants } from "#migrations/schema/index.ts";
import type { PushServices } from "./context.ts";
import { tenantStateOf } from "./tenant-view.ts";

/** A caller waits for no longer; the job that was enqueued with the change goes on. */
const patienceMs = 1_500;

/**
 * Tells the Tenant object what the database has of it now, after the commit. Of several that do so at a time the newest state wins,
 * whatever their order: it is numbered. Never throws: what was committed is not undone by this.
 *
 * @returns false when the object could not be told: the change is made, will be told of, and is not yet in effect everywhere
 */
export async function pushTenantState(services: PushServices, tenantId: string): Promise<boolean> {
  try {
    await mustPushTenantState(services, tenantId, { patienceMs });
    return true;
  } catch (error) {
    services.log("tenant-state-not-pushed", { tenantId, error });
    return false;
  }
}

/** The same for a job, which is to be tried again. Throws an `EdgeUnavailable` while the edge cannot be reached. */
export async function mustPushTenantState(
  { database, edge }: Pick<PushServices, "database" | "edge">,
  tenantId: string,
  options: { readonly patienceMs: number; readonly signal?: AbortSignal },
): Promise<void> {
  const [row] = await database.select().from(tenants).where(eq(tenants.tenantId, tenantId));
  if (row === undefined || row.pushedVersion >= row.stateVersion) return;
  const pushed = await edge.putTenantState(tenantStateOf(row), options);
  if (!pushed.ok) throw new Error(`the edge refused the state of ${tenantId}: ${pushed.failure.detail}`);
  await notePushed({ database }, tenantId, row.stateVersion);
  // An object that outlived the database's restore has a newer one than this: the next is numbered after it.
  if (pushed.value.version > row.stateVersion) await overtake({ database, edge }, tenantId, pushed.value.version);
}

async function notePushed({ database }: Pick<PushServices, "database">, tenantId: string, version: number) {
  await database
    .update(tenants)
    .set({ pushedVersion: sql`greatest(${tenants.pushedVersion}, ${version})` })
    .where(eq(tenants.tenantId, tenantId));
}

/** Unless it was another push that was faster, makes the database's state the newest. */
async function overtake({ database, edge }: Pick<PushServices, "database" | "edge">, tenantId: string, seen: number) {
  const [row] = await database
    .update(tenants)
    .set({ stateVersion: sql`${seen} + 1` })
    .where(sql`${tenants.tenantId} = ${tenantId} and ${tenants.stateVersion} < ${seen}`)
    .returning();
  if (row === undefined) return;
  const pushed = await edge.putTenantState(tenantStateOf(row));
  if (pushed.ok) await notePushed({ database }, tenantId, row.stateVersion);
}
