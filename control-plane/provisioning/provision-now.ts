import type { Tenant } from "#domain/tenant/index.ts";
import type { ProvisioningServices } from "./context.ts";
import { provisionTenant } from "./provision-tenant.ts";

/** Whoever waits for an answer waits for no longer; the job goes on. */
const msMax = 15_000;

/**
 * Makes what a new tenant needs before whoever created it is answered. Never throws: what cannot be done now is done by the job
 * that was enqueued with the tenant.
 *
 * @returns the tenant, active; null when it is not yet
 */
export async function provisionNow(services: ProvisioningServices, tenantId: string): Promise<Tenant | null> {
  try {
    const provisioned = await provisionTenant(services, tenantId, AbortSignal.timeout(msMax));
    return provisioned.ok ? provisioned.value.tenant : null;
  } catch (error) {
    services.log("tenant-not-provisioned-yet", { tenantId, error });
    return null;
  }
}
