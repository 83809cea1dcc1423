import type { Tenant } from "#domain/tenant/index.ts";
import type { TenantServices } from "./context.ts";
import { provisionTenant } from "./provision-tenant.ts";

/**
 * Makes what a new tenant needs before whoever created it is answered. Never throws: what cannot be done now is done by the job
 * that was enqueued with the tenant.
 *
 * @returns the tenant, active; null when it is not yet
 */
export async function provisionNow(services: TenantServices, tenantId: string): Promise<Tenant | null> {
  try {
    const provisioned = await provisionTenant(services, tenantId);
    return provisioned.ok ? provisioned.value.tenant : null;
  } catch (error) {
    services.log("tenant-not-provisioned-yet", { tenantId, error });
    return null;
  }
}
