import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { metadataOf, namespaceOf, pluginHost, roleName } from "./names.ts";

/** Gives the role to the tenant's service account alone. */
export function planRoleBinding(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: metadataOf(tenant, roleName),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: roleName },
    subjects: [{ kind: "ServiceAccount", name: pluginHost, namespace: namespaceOf(tenant.tenantId) }],
  };
}
