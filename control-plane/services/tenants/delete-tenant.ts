import { fail, ok, type Result } from "#domain/errors/index.ts";
import { changeTenant, intoStatus, type TenantChanged } from "./change-tenant.ts";
import type { Acting, PushServices, TenantServices } from "./context.ts";
import { enqueueTenantJob, tenantTasks } from "./tenant-jobs.ts";

/**
 * Begins to take a tenant down: from now on it is refused everywhere, and when the grace period has run out its data is removed for
 * good; at once for one that was not made yet. One that is being taken down already stays as it is.
 *
 * @param confirmation the tenant's subdomain, said by whoever means it
 */
export function deleteTenant(
  services: PushServices & Pick<TenantServices, "graceSeconds">,
  tenantId: string,
  confirmation: string,
  acting: Acting,
): Promise<Result<TenantChanged>> {
  let graceSeconds = 0;
  return changeTenant(services, tenantId, acting, {
    action: "tenant.deprovisioned",
    decide(row) {
      if (row.subdomain !== confirmation) {
        return fail("invalid-request", "query.confirm: must be the subdomain of the tenant that is to be deleted");
      }
      if (row.status === "deprovisioning" || row.status === "deleted") return ok({});
      graceSeconds = row.status === "provisioning" ? 0 : services.graceSeconds;
      return intoStatus(row, "deprovisioning", {
        removalDueAt: new Date(Date.now() + graceSeconds * 1_000),
        // Restored, it is suspended again.
        suspensionReason: row.suspensionReason,
      });
    },
    also: (transaction) => enqueueTenantJob(transaction, tenantTasks.remove, tenantId, graceSeconds),
  });
}
