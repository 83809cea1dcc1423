import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { labelsOf, namespaceOf } from "./names.ts";

/**
 * All of a tenant's lies in it, and goes with it. Pods that are not restricted are refused.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function planNamespace(tenant: Pick<TenantResources, "tenantId" | "tier">): Manifest {
  const security = Object.fromEntries(
    ["enforce", "warn", "audit"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, "restricted"],
      // Told explicitly, so that a label with an old version in it does not loosen what is restricted.
      [`pod-security.kubernetes.io/${mode}-version`, "latest"],
    ]),
  );
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespaceOf(tenant.tenantId), labels: { ...labelsOf(tenant), ...security } },
  };
}
