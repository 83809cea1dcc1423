import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { metadataOf, quotaName } from "./names.ts";
import { surge, tierSizes } from "./tier-sizes.ts";

/** Room for as many replicas as the tier may have, and for a new version beside them; nothing that leaves the cluster or stays. */
export function planResourceQuota(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  const { replica, replicas } = tierSizes[tenant.tier];
  const pods = replicas.max + surge;
  return {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: metadataOf(tenant, quotaName),
    spec: {
      hard: {
        pods: `${pods}`,
        "requests.cpu": `${pods * replica.cpuRequestMilli}m`,
        "limits.cpu": `${pods * replica.cpuLimitMilli}m`,
        "requests.memory": `${pods * replica.memoryMi}Mi`,
        "limits.memory": `${pods * replica.memoryMi}Mi`,
        "requests.ephemeral-storage": `${pods * replica.scratchMi}Mi`,
        "limits.ephemeral-storage": `${pods * replica.scratchMi}Mi`,
        services: "2",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
        persistentvolumeclaims: "0",
        // Servers before 1.24 make a secret for each service account.
        secrets: "10",
        configmaps: "10",
      },
    },
  };
}
