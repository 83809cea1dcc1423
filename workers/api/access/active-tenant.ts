import type { TenantState } from "#domain/contracts/index.ts";
import { quotasByTier } from "#domain/tenant/index.ts";

/** What every tenant is, as long as none can be anything else. */
export function activeTenant(tenantId: string): TenantState {
  return {
    tenantId,
    version: 1,
    status: "active",
    tier: "custom",
    quota: quotasByTier.custom,
    subdomain: "",
    revocationEpoch: 0,
  };
}
