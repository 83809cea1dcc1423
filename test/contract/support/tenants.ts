import { createHash } from "node:crypto";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { quotasByTier, type Tier } from "#domain/tenant/index.ts";

/** A tenant nobody has seen before, whose secrets are always the same. */
export function makeTenant(tier: Tier = "starter"): TenantResources {
  const tenantId = uuidV7(Date.now());
  return {
    tenantId,
    tier,
    quota: quotasByTier[tier],
    secret: async (name) => createHash("sha256").update(`${tenantId} ${name}`).digest("base64url"),
  };
}
