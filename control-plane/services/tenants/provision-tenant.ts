import { ok, type Result } from "#domain/errors/index.ts";
import { ensureSchema } from "../tenant-schemas/index.ts";
import { systemActor } from "../audit/index.ts";
import { changeTenant, intoStatus, type TenantChanged } from "./change-tenant.ts";
import type { TenantServices } from "./context.ts";
import { findTenant, tenantNotFound } from "./find-tenant.ts";

/**
 * Makes what a new tenant needs, and then makes it active. Whatever of that is done already stays so, so that it may be called by
 * whoever created the tenant and by a job, at a time and again.
 *
 * Throws what may pass, e.g. while a database is away.
 */
export async function provisionTenant(services: TenantServices, tenantId: string): Promise<Result<TenantChanged>> {
  const made = await services.databases.withTenantLock(tenantId, async () => {
    const found = await findTenant(services.owner, tenantId);
    if (!found.ok || found.value.status === "deleted" || found.value.status === "deprovisioning") return false;
    await ensureSchema(services, tenantId);
    return true;
  });
  if (!made) return tenantNotFound;
  return changeTenant(services, tenantId, byItself, {
    action: "tenant.provisioned",
    decide: (row) => (row.status === "provisioning" ? intoStatus(row, "active") : ok({})),
  });
}

const byItself = { actor: systemActor, origin: null, forPlatform: false };
