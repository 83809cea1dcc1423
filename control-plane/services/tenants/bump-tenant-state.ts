import { eq, sql } from "drizzle-orm";
import { tenants } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { enqueueTenantJob, tenantTasks } from "./tenant-jobs.ts";

/**
 * Notes that the Tenant object has something new to know, and enqueues that it is told. After the commit, before answering, whoever
 * calls this calls `pushTenantState`.
 */
export async function bumpTenantState(transaction: Transaction, tenantId: string): Promise<void> {
  await transaction
    .update(tenants)
    .set({ stateVersion: sql`${tenants.stateVersion} + 1` })
    .where(eq(tenants.tenantId, tenantId));
  await enqueueTenantJob(transaction, tenantTasks.push, tenantId);
}
