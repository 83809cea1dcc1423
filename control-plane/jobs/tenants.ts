import type { Log } from "../log.ts";
import { migrateSchemas } from "../services/tenant-schemas/index.ts";
import { followTenant, provisionTenant, removeTenant, type ProvisioningServices } from "../provisioning/index.ts";
import { mustPushTenantState, tenantTasks, type TenantServices } from "../services/tenants/index.ts";
import type { Job } from "./job.ts";

/** Longer than a caller waits: nobody does. */
const pushPatienceMs = 5_000;

/** Tells a Tenant object what it is not known to have, if whoever changed it did not live to. */
export function pushTenantStateJob(services: TenantServices): Job {
  return {
    task: tenantTasks.push,
    run: ({ tenantId = "" }, { signal }) =>
      mustPushTenantState(services, tenantId, { patienceMs: pushPatienceMs, signal }),
  };
}

/** Goes on with making what a new tenant needs. */
export function provisionTenantJob(services: ProvisioningServices): Job {
  return {
    task: tenantTasks.provision,
    run: async ({ tenantId = "" }, { signal }) => {
      await provisionTenant(services, tenantId, signal);
    },
  };
}

/** Removes the data of a tenant whose grace period has run out. */
export function removeTenantJob(services: ProvisioningServices): Job {
  return {
    task: tenantTasks.remove,
    run: ({ tenantId = "" }, { signal }) => removeTenant(services, tenantId, signal),
  };
}

/** Has a tenant's websites follow it to another subdomain. */
export function followTenantJob(services: ProvisioningServices): Job {
  return {
    task: tenantTasks.follow,
    run: ({ tenantId = "", from = "" }, { signal }) => followTenant(services, { tenantId, from }, signal),
  };
}

/** Brings every tenant's schema up to date. While some fail it is tried again, and those that are done stay so. */
export function migrateTenantsJob(services: TenantServices, log: Log): Job {
  return {
    task: tenantTasks.migrate,
    async run(_, { signal }) {
      const { migrated, failed } = await migrateSchemas(services, signal);
      if (migrated > 0) log("tenants-migrated", { migrated });
      if (failed.length > 0) throw new Error(`${failed.length} tenants' schemas could not be migrated`);
    },
  };
}
