import { fail, ok, type Result } from "#domain/errors/index.ts";
import { changeTenant, intoStatus, type TenantChanged } from "./change-tenant.ts";
import type { Acting, TenantServices } from "./context.ts";
import { enqueueTenantJob, tenantTasks } from "./tenant-jobs.ts";

/**
 * Begins to take a tenant down: from now on it is refused everywhere, and when the grace period has run out its data is removed for
 * good. One that is being taken down already stays as it is.
 *
 * @param confirmation the tenant's subdomain, said by whoever means it
 */
export function deleteTenant(
  services: TenantServices,
  tenantId: string,
  confirmation: string,
  acting: Acting,
): Promise<Result<TenantChanged>> {
  const { graceSeconds } = services;
  return changeTenant(services, tenantId, acting, {
    action: "tenant.deprovisioned",
    decide(row) {
      if (row.subdomain !== confirmation) {
        return fail("invalid-request", "query.confirm: must be the subdomain of the tenant that is to be deleted");
      }
      if (row.status === "deprovisioning" || row.status === "deleted") return ok({});
      return intoStatus(row, "deprovisioning", { removalDueAt: new Date(Date.now() + graceSeconds * 1_000) });
    },
    also: (transaction) => enqueueTenantJob(transaction, tenantTasks.remove, tenantId, graceSeconds),
  });
}
