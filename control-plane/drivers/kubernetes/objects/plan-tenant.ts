import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { planAutoscaler } from "./autoscaler.ts";
import { planDeployment, type PluginHostOptions } from "./deployment.ts";
import { planDisruptionBudget } from "./disruption-budget.ts";
import { planLimitRange } from "./limit-range.ts";
import type { Manifest } from "./manifest.ts";
import { planNamespace } from "./namespace.ts";
import { planNetworkPolicies } from "./network-policies.ts";
import type { PlatformPlace } from "./platform-place.ts";
import { planResourceQuota } from "./resource-quota.ts";
import { planRole } from "./role.ts";
import { planRoleBinding } from "./role-binding.ts";
import { planSecret } from "./secret.ts";
import { planServiceAccount } from "./service-account.ts";
import { planService } from "./service.ts";
import { isScaled } from "./tier-sizes.ts";

export interface PlanOptions {
  readonly place: PlatformPlace;
  readonly pluginHost: PluginHostOptions;
}

/**
 * Every object of a tenant, in the order in which they are made: what guards the namespace comes before anything runs
 * in it. Objects of one wave need none of the same.
 *
 * @param key of the tenant's secret
 */
export function planTenant(
  tenant: Pick<TenantResources, "tenantId" | "tier">,
  key: string,
  options: PlanOptions,
): readonly (readonly Manifest[])[] {
  return [
    [planNamespace(tenant)],
    [
      ...planNetworkPolicies(tenant, options.place),
      planResourceQuota(tenant),
      planLimitRange(tenant),
      planServiceAccount(tenant),
      planRole(tenant),
      planSecret(tenant, key),
    ],
    [
      planRoleBinding(tenant),
      planService(tenant),
      planDeployment(tenant, options.pluginHost),
      ...(isScaled(tenant.tier) ? [planAutoscaler(tenant), planDisruptionBudget(tenant)] : []),
    ],
  ];
}
