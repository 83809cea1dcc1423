import type { TenantState } from "#domain/contracts/index.ts";
import { quotasByTier } from "#domain/tenant/index.ts";

/** The state of a tenant at work, as the control plane tells of one. */
export function activeState(tenantId: string, state: Partial<TenantState> = {}): TenantState {
  const tier = state.tier ?? "custom";
  const subdomain = `t${tenantId.replaceAll("-", "").slice(-20)}`;
  return {
    tenantId,
    version: 1,
    status: "active",
    tier,
    quota: quotasByTier[tier],
    subdomain,
    revocationEpoch: 0,
    ...state,
  };
}
