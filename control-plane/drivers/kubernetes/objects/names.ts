import type { Tier } from "#domain/tenant/index.ts";

/** Who owns fields that we apply, and what `app.kubernetes.io/managed-by` says. */
export const manager = "hotswap";
export const tenantLabel = "hotswap.dev/tenant-id";
export const tierLabel = "hotswap.dev/tier";
export const managedByLabel = "app.kubernetes.io/managed-by";
/** Set by the API server itself from 1.21 on; nobody can set it to another value. */
export const namespaceNameLabel = "kubernetes.io/metadata.name";

/** Names within a tenant's namespace. */
export const pluginHost = "plugin-host";
export const tenantSecret = "hotswap-tenant";
export const quotaName = "hotswap-tier";
export const limitsName = "hotswap-tier";
export const roleName = "hotswap-tenant-reader";

/** 43 characters of at most 63. */
export function namespaceOf(tenantId: string): string {
  return `tenant-${tenantId}`;
}

/** On each object of a tenant. */
export function labelsOf(tenant: { readonly tenantId: string; readonly tier: Tier }): Record<string, string> {
  return {
    "app.kubernetes.io/name": "hotswap",
    "app.kubernetes.io/instance": namespaceOf(tenant.tenantId),
    "app.kubernetes.io/part-of": "hotswap",
    [managedByLabel]: manager,
    [tenantLabel]: tenant.tenantId,
    [tierLabel]: tenant.tier,
  };
}

/** What selects the pods of the plugin host. Selectors cannot be changed later: nothing that a tenant may change is in them. */
export function pluginHostSelector(tenantId: string): Record<string, string> {
  return { "app.kubernetes.io/component": pluginHost, [tenantLabel]: tenantId };
}

export function metadataOf(tenant: { readonly tenantId: string; readonly tier: Tier }, name: string) {
  return { name, namespace: namespaceOf(tenant.tenantId), labels: labelsOf(tenant) };
}

/** As above, for objects of the plugin host. */
export function pluginHostMetadata(tenant: { readonly tenantId: string; readonly tier: Tier }) {
  const metadata = metadataOf(tenant, pluginHost);
  return { ...metadata, labels: { ...metadata.labels, "app.kubernetes.io/component": pluginHost } };
}
