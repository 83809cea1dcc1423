import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { pluginHostMetadata, pluginHostSelector } from "./names.ts";

/** Nodes that are emptied take one replica at a time. `policy/v1beta1` has the same shape. */
export function planDisruptionBudget(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: pluginHostMetadata(tenant),
    spec: { maxUnavailable: 1, selector: { matchLabels: pluginHostSelector(tenant.tenantId) } },
  };
}
