import type { TenantState } from "#domain/contracts/index.ts";
import type { Tenant } from "#domain/tenant/index.ts";
import type { TenantRow } from "#migrations/schema/index.ts";

/** The tenant as the platform sees it. */
export function tenantView(row: TenantRow): Tenant {
  const { tenantId, name, subdomain, status, tier, resourceQuota, metadata, suspensionReason, cluster, version } = row;
  return {
    tenantId,
    name,
    subdomain,
    status,
    tier,
    resourceQuota,
    metadata,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    suspensionReason,
    removalDueAt: row.removalDueAt?.toISOString() ?? null,
    cluster,
    version,
  };
}

/** The tenant as its object has to know it. */
export function tenantStateOf(row: TenantRow): TenantState {
  const { tenantId, stateVersion, status, tier, resourceQuota, subdomain, revocationEpoch } = row;
  return { tenantId, version: stateVersion, status, tier, quota: resourceQuota, subdomain, revocationEpoch };
}
