import type { TenantRow } from "#migrations/schema/index.ts";
import type { TenantResources } from "../drivers/provider/index.ts";
import { ensureSecret } from "../services/secrets/index.ts";
import type { ProvisioningServices } from "./context.ts";

/** What a tenant is to have from each provider. */
export function resourcesOf(
  { owner, masterKeys }: Pick<ProvisioningServices, "owner" | "masterKeys">,
  { tenantId, tier, resourceQuota }: Pick<TenantRow, "tenantId" | "tier" | "resourceQuota">,
): TenantResources {
  return {
    tenantId,
    tier,
    quota: resourceQuota,
    secret: (name) => ensureSecret(owner, masterKeys, { tenantId, name: `provider ${name}` }),
  };
}
