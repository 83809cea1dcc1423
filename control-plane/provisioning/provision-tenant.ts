import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Driven } from "#domain/provisioning/index.ts";
import type { Tenant } from "#domain/tenant/index.ts";
import type { TenantRow } from "#migrations/schema/index.ts";
import { ensureSchema } from "../services/tenant-schemas/index.ts";
import { findTenant, tenantView } from "../services/tenants/index.ts";
import { SagaOvertaken, type ProvisioningServices } from "./context.ts";
import { findSaga } from "./find-saga.ts";
import { workOnSaga } from "./work-on-saga.ts";

const unbounded = new AbortController().signal;

/** A step failed in passing; the same call goes on with it. */
export class ProvisioningPaused extends Error {}

/**
 * Makes what a new tenant needs, and then makes it active; or, when a step fails for good, takes away what was made and calls it
 * deleted. Whatever of that is done already stays so: it may be called by whoever created the tenant and by a job, at a time and again.
 *
 * Throws a `ProvisioningPaused` while a step fails that may succeed later, and whatever the databases do. Fails with
 * `tenant-not-found` for one that is not there any more, and with `invalid-tenant-status` for one that could not be made.
 */
export async function provisionTenant(
  services: ProvisioningServices,
  tenantId: string,
  signal: AbortSignal = unbounded,
): Promise<Result<{ readonly tenant: Tenant }, "tenant-not-found" | "invalid-tenant-status">> {
  await services.databases.withTenantLock(tenantId, async () => {
    const found = await findTenant(services.owner, tenantId);
    if (!found.ok) return;
    const paused = await goOn(services, found.value, signal);
    if (paused?.paused != null) throw new ProvisioningPaused(paused.paused.reason);
  });
  const tenant = await findTenant(services.database, tenantId);
  if (!tenant.ok) return tenant;
  const { status } = tenant.value;
  return status === "active" || status === "suspended"
    ? ok({ tenant: tenantView(tenant.value) })
    : fail("invalid-tenant-status", `The tenant is ${status}.`, { status });
}

async function goOn(services: ProvisioningServices, tenant: TenantRow, signal: AbortSignal): Promise<Driven | null> {
  const { tenantId, status } = tenant;
  // Made before tenants had schemas, or placed anew after a restore.
  if (status === "active" || status === "suspended") await ensureSchema(services, tenantId);
  if (status !== "provisioning") return null;
  const saga = await findSaga(services.owner, tenantId);
  if (saga === null) throw new Error(`nothing is noted of the making of tenant ${tenantId}`);
  return workOnSaga(services, tenant, saga, signal).catch((error: unknown) => {
    if (error instanceof SagaOvertaken) return null;
    throw error;
  });
}
