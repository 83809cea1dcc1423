import { fail, ok, type Result } from "#domain/errors/index.ts";
import { changeTenant, intoStatus, type TenantChanged } from "./change-tenant.ts";
import type { Acting, PushServices } from "./context.ts";

/**
 * Suspends a tenant: within a second of the answer, every site and call of it is refused, but for its owners' billing, profile and
 * export. One that is suspended for this reason already stays as it is.
 */
export function suspendTenant(
  services: PushServices,
  tenantId: string,
  reason: string,
  acting: Acting,
): Promise<Result<TenantChanged>> {
  return changeTenant(services, tenantId, acting, {
    action: "tenant.suspended",
    decide(row) {
      if (row.status === "deprovisioning") {
        const detail = "A tenant that is being taken down is refused everywhere already.";
        return fail("invalid-tenant-status", detail, { status: row.status });
      }
      if (row.status !== "suspended") {
        return intoStatus(row, "suspended", { suspendedAt: new Date(), suspensionReason: reason });
      }
      return ok(row.suspensionReason === reason ? {} : { suspensionReason: reason });
    },
  });
}
