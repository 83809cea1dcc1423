import { findTenant, mustPushTenantState } from "../services/tenants/index.ts";
import type { ProvisioningServices } from "./context.ts";
import { websitesOf } from "./remove-websites.ts";

const patienceMs = 5_000;

/**
 * Has all of a tenant's websites follow it from a subdomain that it had to the one that it has: their names below the one are below the
 * other, and those before lead there until somebody else is given them. Repeatable.
 *
 * Throws, once all others have followed, while one cannot: its name may be that of a website which is about to leave it.
 */
export async function followTenant(
  services: ProvisioningServices,
  { tenantId, from }: { readonly tenantId: string; readonly from: string },
  signal: AbortSignal,
): Promise<void> {
  const found = await findTenant(services.owner, tenantId);
  if (!found.ok || found.value.status === "deleted") return;
  const { subdomain: to } = found.value;
  if (from === to) return;
  const options = { patienceMs, signal };
  // New ones are made below the new name from here on.
  await mustPushTenantState(services, tenantId, options);
  const left: string[] = [];
  for (const websiteId of await websitesOf(services, tenantId, options)) {
    const followed = await services.websites.ensureWebsiteFollows({ websiteId, tenantId }, { from, to }, options);
    // One that was about to be made and was not has no names.
    if (!followed.ok && followed.failure.code !== "website-not-found") left.push(followed.failure.detail);
  }
  if (left.length > 0) throw new Error(`${left.length} websites could not follow their tenant: ${left[0]}`);
}
