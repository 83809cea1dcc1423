import { fail, ok, type Result } from "#domain/errors/index.ts";
import { changeTenant, intoStatus, type TenantChanged } from "./change-tenant.ts";
import type { Acting, PushServices } from "./context.ts";

/** Ends a suspension; one that is active stays as it is. One that is being provisioned becomes active by itself once all is there. */
export function activateTenant(
  services: PushServices,
  tenantId: string,
  acting: Acting,
): Promise<Result<TenantChanged>> {
  return changeTenant(services, tenantId, acting, {
    action: "tenant.activated",
    decide(row) {
      if (row.status === "active") return ok({});
      if (row.status === "provisioning") {
        return fail("invalid-tenant-status", "The tenant is being provisioned, and becomes active by itself.");
      }
      if (row.status === "deprovisioning") {
        const detail = "The tenant is being taken down: restore it, as long as its grace period lasts.";
        return fail("invalid-tenant-status", detail, { status: row.status });
      }
      return intoStatus(row, "active");
    },
  });
}
