import { eq, sql } from "drizzle-orm";
import { beginRemoval, stepNames, type Saga } from "#domain/provisioning/index.ts";
import { tenants } from "#migrations/schema/index.ts";
import { withTransaction } from "../database/index.ts";
import { enqueueTenantJob, findTenant, tenantTasks } from "../services/tenants/index.ts";
import { SagaOvertaken, type ProvisioningServices } from "./context.ts";
import { beginSaga } from "./begin-saga.ts";
import { findSaga } from "./find-saga.ts";
import { ProvisioningPaused } from "./provision-tenant.ts";
import { saveSaga } from "./save-saga.ts";
import { providerOf } from "./steps.ts";
import { workOnSaga } from "./work-on-saga.ts";

const unbounded = new AbortController().signal;

/**
 * Removes all that a tenant has whose grace period has run out, and then calls it deleted. Its row, its subdomain and its audit log
 * stay. Repeated, it goes on where it was cut off; for a tenant that is not due it sees to it that somebody comes back.
 *
 * Throws a `ProvisioningPaused` while something could not be taken away.
 */
export async function removeTenant(
  services: ProvisioningServices,
  tenantId: string,
  signal: AbortSignal = unbounded,
): Promise<void> {
  await services.databases.withTenantLock(tenantId, async () => {
    if (!(await begin(services, tenantId))) return;
    const tenant = await findTenant(services.owner, tenantId);
    const found = await findSaga(services.owner, tenantId);
    if (!tenant.ok || found === null) return;
    const { paused } = await workOnSaga(services, tenant.value, found, signal).catch((error: unknown) => {
      if (error instanceof SagaOvertaken) return { paused: null };
      throw error;
    });
    if (paused !== null) throw new ProvisioningPaused(paused.reason);
  });
}

/** From here on there is no way back. @returns whether the tenant is to be removed */
function begin(services: ProvisioningServices, tenantId: string): Promise<boolean> {
  return withTransaction(services.database, async (transaction) => {
    const found = await findTenant(transaction, tenantId, "change");
    if (!found.ok || found.value.status !== "deprovisioning") return false;
    await beginSaga(transaction, tenantId, { phase: "made" });
    const saga = (await findSaga(transaction, tenantId))!.saga;
    if (saga.phase === "removing") return true;
    if (found.value.removalDueAt === null) return false;
    const seconds = secondsUntil(found.value.removalDueAt);
    if (seconds > 0) {
      // The queue goes by the database's clock, which may be ahead of the one that set the time.
      await enqueueTenantJob(transaction, tenantTasks.remove, tenantId, Math.max(1, seconds));
      return false;
    }
    await saveSaga(transaction, tenantId, saga, removalOf(services, saga));
    // Whatever clocks say later, nobody restores what is half gone.
    const begun = { removalDueAt: null, version: sql`${tenants.version} + 1`, updatedAt: sql`now()` };
    await transaction.update(tenants).set(begun).where(eq(tenants.tenantId, tenantId));
    return true;
  });
}

function removalOf(services: ProvisioningServices, saga: Saga): Saga {
  const nowhere = stepNames.filter(
    (step) => step !== "website" && step !== "invitation" && providerOf(services, step) === null,
  );
  return beginRemoval(saga, (step) => nowhere.includes(step));
}

function secondsUntil(time: Date): number {
  return (time.getTime() - Date.now()) / 1_000;
}
