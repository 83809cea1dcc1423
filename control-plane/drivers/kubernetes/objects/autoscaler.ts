import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { pluginHost, pluginHostMetadata } from "./names.ts";
import { tierSizes } from "./tier-sizes.ts";

/** More replicas at once when they are busy, fewer only after five quiet minutes. `autoscaling/v2beta2` has the same shape. */
export function planAutoscaler(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  const { replicas } = tierSizes[tenant.tier];
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: pluginHostMetadata(tenant),
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: pluginHost },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      ],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] },
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
      },
    },
  };
}
