import { quotasByTier } from "#domain/tenant/index.ts";
import { tenants } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";

/** A name that no other tenant can have, for one that has none of its own. */
export function freedSubdomain(tenantId: string): string {
  return `t-${tenantId.replaceAll("-", "")}`;
}

/**
 * Sees to it that there is a row of a tenant that only its websites tell of: after the database was restored from a backup that is
 * older than the tenant. It serves already, so it counts as active; its name and subdomain are for a person to mend.
 */
export async function ensureTenantKnown(transaction: Transaction, tenantId: string): Promise<void> {
  const subdomain = freedSubdomain(tenantId);
  await transaction
    .insert(tenants)
    .values({
      tenantId,
      name: tenantId,
      subdomain,
      subdomainSkeleton: subdomain,
      status: "active",
      resourceQuota: quotasByTier.free,
    })
    .onConflictDoNothing();
}
