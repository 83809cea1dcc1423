import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { pluginHostMetadata, pluginHostSelector } from "./names.ts";
import { pluginHostPort } from "./plugin-host-port.ts";

/** The name by which the platform calls the plugin host; of the cluster's inside only. */
export function planService(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: pluginHostMetadata(tenant),
    spec: {
      type: "ClusterIP",
      selector: pluginHostSelector(tenant.tenantId),
      ports: [{ name: "http", protocol: "TCP", port: pluginHostPort, targetPort: "http" }],
    },
  };
}
