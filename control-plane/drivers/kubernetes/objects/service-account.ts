import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { pluginHostMetadata } from "./names.ts";

/** Whom the plugin host runs as. No token is put into its pods: plugins have no business with the API server. */
export function planServiceAccount(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: pluginHostMetadata(tenant),
    automountServiceAccountToken: false,
  };
}
