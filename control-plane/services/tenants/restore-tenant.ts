import { fail, type Result } from "#domain/errors/index.ts";
import { changeTenant, intoStatus, type TenantChanged } from "./change-tenant.ts";
import type { Acting, PushServices } from "./context.ts";

/** Takes back a deletion within the grace period: the tenant is what it was before, also suspended if it was that. */
export function restoreTenant(
  services: PushServices,
  tenantId: string,
  acting: Acting,
): Promise<Result<TenantChanged>> {
  return changeTenant(services, tenantId, acting, {
    action: "tenant.restored",
    decide(row) {
      const { status, removalDueAt, suspensionReason } = row;
      const isDue = removalDueAt === null || removalDueAt.getTime() <= Date.now();
      if (status !== "deprovisioning" || isDue) {
        const detail = "Only a tenant that is being taken down can be restored, and only until its grace period ends.";
        return fail("invalid-tenant-status", detail, { status });
      }
      if (suspensionReason === null) return intoStatus(row, "active", { removalDueAt: null });
      return intoStatus(row, "suspended", { removalDueAt: null, suspendedAt: new Date(), suspensionReason });
    },
  });
}
