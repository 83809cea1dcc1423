import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { limitsName, metadataOf } from "./names.ts";
import { tierSizes } from "./tier-sizes.ts";

/** A container that says nothing gets a replica's share, and none may ask for more. */
export function planLimitRange(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  const { replica } = tierSizes[tenant.tier];
  const memory = `${replica.memoryMi}Mi`;
  const scratch = `${replica.scratchMi}Mi`;
  const most = { cpu: `${replica.cpuLimitMilli}m`, memory, "ephemeral-storage": scratch };
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: metadataOf(tenant, limitsName),
    spec: {
      limits: [
        {
          type: "Container",
          default: most,
          defaultRequest: { cpu: `${replica.cpuRequestMilli}m`, memory, "ephemeral-storage": scratch },
          max: most,
        },
      ],
    },
  };
}
