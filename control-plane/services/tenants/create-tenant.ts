import { eq, sql } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { quotasByTier, skeletonOf, type CreateTenantInput, type Tenant } from "#domain/tenant/index.ts";
import { tenants } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { beginSaga } from "../../provisioning/begin-saga.ts";
import { subdomainTaken } from "./change-tenant.ts";
import type { Acting } from "./context.ts";
import { recordTenantWrite } from "./record-tenant-write.ts";
import { enqueueTenantJob, tenantTasks } from "./tenant-jobs.ts";
import { tenantView } from "./tenant-view.ts";

/**
 * Creates a tenant that is being provisioned. After the commit, before answering, whoever calls this calls `provisionTenant`; a job
 * does so if they do not live to.
 *
 * Fails with `subdomain-taken`, also for one that looks the same, or with `tenant-exists` when the id is in use.
 */
export async function createTenant(
  transaction: Transaction,
  input: CreateTenantInput,
  acting: Acting,
): Promise<Result<Tenant, "subdomain-taken" | "tenant-exists">> {
  const tenantId = input.tenantId ?? uuidV7(Date.now());
  if (await exists(transaction, tenantId)) {
    return fail("tenant-exists", "There is a tenant with this id. Leave the id out, and one is made.");
  }
  const [row] = await transaction
    .insert(tenants)
    .values({
      tenantId,
      name: input.name,
      subdomain: input.subdomain,
      subdomainSkeleton: skeletonOf(input.subdomain),
      status: "provisioning",
      tier: input.tier,
      resourceQuota: { ...quotasByTier[input.tier], ...input.resourceQuota },
      metadata: input.metadata,
      createdAt: sql`now()`,
      updatedAt: sql`now()`,
    })
    // Waits for another that is creating the same, and fails only if that one commits.
    .onConflictDoNothing()
    .returning();
  if (row === undefined) {
    return subdomainTaken;
  }
  const { ownerEmail = null, firstWebsite } = input;
  await beginSaga(transaction, tenantId, { ownerEmail, requestedBy: acting, firstWebsite });
  await enqueueTenantJob(transaction, tenantTasks.provision, tenantId);
  const tenant = tenantView(row);
  await recordTenantWrite(transaction, acting, "tenant.created", { before: null, after: tenant });
  return ok(tenant);
}

async function exists(transaction: Transaction, tenantId: string): Promise<boolean> {
  const rows = await transaction
    .select({ tenantId: tenants.tenantId })
    .from(tenants)
    .where(eq(tenants.tenantId, tenantId));
  return rows.length > 0;
}
