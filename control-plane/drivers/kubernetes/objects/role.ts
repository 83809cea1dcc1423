import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { limitsName, metadataOf, quotaName, roleName, tenantSecret } from "./names.ts";

/** What a tenant may ask the API server for: its own configuration and its limits, by name. It may change nothing. */
export function planRole(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  const read = (resource: string, name: string) => ({
    apiGroups: [""],
    resources: [resource],
    resourceNames: [name],
    verbs: ["get"],
  });
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: metadataOf(tenant, roleName),
    rules: [read("secrets", tenantSecret), read("resourcequotas", quotaName), read("limitranges", limitsName)],
  };
}
