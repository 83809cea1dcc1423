import { ok } from "#domain/errors/index.ts";
import { systemActor } from "../audit/index.ts";
import { removeSchema } from "../tenant-schemas/index.ts";
import { changeTenant, intoStatus } from "./change-tenant.ts";
import type { TenantServices } from "./context.ts";
import { findTenant } from "./find-tenant.ts";

/**
 * Removes the data of a tenant whose grace period has run out, and then calls it deleted. Its row, its subdomain and its audit log
 * stay. Repeated, it goes on where it was cut off; for a tenant that is not due it does nothing.
 */
export async function removeTenant(services: TenantServices, tenantId: string): Promise<void> {
  const removed = await services.databases.withTenantLock(tenantId, async () => {
    const found = await findTenant(services.owner, tenantId);
    if (!found.ok || !isDue(found.value)) return false;
    await removeSchema(services, tenantId);
    return true;
  });
  if (!removed) return;
  const byItself = { actor: systemActor, origin: null, forPlatform: true };
  await changeTenant(services, tenantId, byItself, {
    action: "tenant.deleted",
    decide: (row) => (row.status === "deprovisioning" ? intoStatus(row, "deleted", { removalDueAt: null }) : ok({})),
  });
}

function isDue({ status, removalDueAt }: { readonly status: string; readonly removalDueAt: Date | null }): boolean {
  return status === "deprovisioning" && removalDueAt !== null && removalDueAt.getTime() <= Date.now();
}
