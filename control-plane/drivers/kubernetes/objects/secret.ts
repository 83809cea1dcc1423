import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { metadataOf, tenantSecret } from "./names.ts";

/** Files that the secret has in the plugin host. */
const secretFiles = { tenantId: "tenant-id", key: "plugin-host-key" } as const;

/** @param key what the plugin host and the platform show each other, to know whom they talk to */
export function planSecret(tenant: Pick<TenantResources, "tenantId" | "tier">, key: string): Manifest {
  const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: metadataOf(tenant, tenantSecret),
    type: "Opaque",
    data: { [secretFiles.tenantId]: base64(tenant.tenantId), [secretFiles.key]: base64(key) },
  };
}
