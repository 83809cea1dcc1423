import type { TenantRole } from "#domain/access/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Standing } from "./read-standing.ts";

type Decision = Result<{ readonly role: TenantRole | null }, "tenant-not-found" | "tenant-inactive" | "unauthorized">;

/**
 * Whether someone of this standing is given a token for the tenant, as what. People of the platform get one for each, owners of a
 * suspended tenant still do.
 */
export function decideGrant({ platformRole, tenant, membership }: Standing, sessionBegan: Date): Decision {
  const isOfPlatform = platformRole !== null;
  if (tenant === null || (membership === null && !isOfPlatform)) {
    return fail("tenant-not-found", "You belong to no such tenant.");
  }
  const { status } = tenant;
  if (status === "provisioning" || status === "deleted") {
    return fail("tenant-inactive", status === "deleted" ? "The tenant was deleted." : "The tenant is not ready yet.");
  }
  if (membership === null) return ok({ role: null });
  const { role, sessionsNotBefore } = membership;
  if (status !== "active" && role !== "owner" && !isOfPlatform) {
    return fail("tenant-inactive", "The tenant is suspended. Its owners can tell you more.");
  }
  if (sessionsNotBefore !== null && sessionBegan < sessionsNotBefore) {
    return fail("unauthorized", "The tenant asks you to sign in anew.");
  }
  return ok({ role });
}
