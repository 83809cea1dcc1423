import { eq, sql } from "drizzle-orm";
import { reconcilers } from "#migrations/schema/index.ts";
import { ProviderUnavailable, type ProviderName } from "../drivers/provider/index.ts";
import { providerOf, reasonOf } from "../provisioning/index.ts";
import type { ReconcilerServices } from "./context.ts";
import { reconcileTenant } from "./reconcile-tenant.ts";
import { enrolTenants, findDue, leaveOut, noteHindrance, postpone, type DueTenant } from "./schedule.ts";

const batchSize = 50;
const runMsMax = 60_000;
const idleSeconds = 2;
const busySeconds = 5;
/** What stands in the way of one tenant alone may be gone by then. */
const hinderedSeconds = 60;
const healthMsMax = 10_000;
const pauseSecondsMax = 300;

/**
 * Looks at the tenants that are due, one after the other, until none is or a minute has passed. A provider that is away ends the run:
 * it is asked again after a pause that grows. One that is well and could not be reached for one tenant goes on with the others.
 *
 * @returns after how many seconds to come back
 */
export async function runReconciler(
  services: ReconcilerServices,
  provider: ProviderName,
  signal: AbortSignal,
): Promise<number> {
  const until = performance.now() + runMsMax;
  await enrolTenants(services.database, provider, services.resyncSeconds);
  for (let due = await findDue(services.database, provider, batchSize); ;) {
    for (const tenant of due) {
      signal.throwIfAborted();
      const outage = await hold(services, provider, tenant, signal);
      if (outage !== null) return noteOutage(services, provider, outage);
    }
    if (due.length < batchSize || performance.now() > until) break;
    due = await findDue(services.database, provider, batchSize);
  }
  await noteRun(services, provider);
  return idleSeconds;
}

/** @returns why the provider is away; null when it is not */
async function hold(
  services: ReconcilerServices,
  provider: ProviderName,
  tenant: DueTenant,
  signal: AbortSignal,
): Promise<string | null> {
  const { database, metrics, resyncSeconds } = services;
  try {
    const outcome = await reconcileTenant(services, provider, tenant.tenantId, signal);
    if (outcome.kind === "gone") await leaveOut(database, provider, tenant.tenantId);
    if (outcome.kind === "busy") await postpone(database, provider, tenant, { seconds: busySeconds, isChecked: false });
    if (outcome.kind !== "held") return null;
    const { length } = outcome.drifts;
    metrics.reconciled(provider, length === 0 ? "well" : "repaired", length);
    await postpone(database, provider, tenant, { seconds: resyncSeconds, isChecked: true });
    return null;
  } catch (error) {
    signal.throwIfAborted();
    metrics.reconciled(provider, "failed");
    const isUnavailable = error instanceof ProviderUnavailable;
    if (isUnavailable && (await isAway(services, provider, signal))) return error.message;
    // One that cannot be mended does not keep others waiting.
    services.log("tenant-not-reconciled", { provider, tenantId: tenant.tenantId, error });
    await noteHindrance(database, provider, tenant.tenantId, reasonOf(error));
    const seconds = isUnavailable ? Math.min(hinderedSeconds, resyncSeconds) : resyncSeconds;
    await postpone(database, provider, tenant, { seconds, isChecked: false });
    return null;
  }
}

/** Whether it is so for all tenants, and not for one alone. */
async function isAway(services: ReconcilerServices, name: ProviderName, signal: AbortSignal): Promise<boolean> {
  try {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(healthMsMax)]);
    return (await providerOf(services, name)?.health(bounded))?.status === "unavailable";
  } catch {
    signal.throwIfAborted();
    return true;
  }
}

async function noteRun({ database }: ReconcilerServices, provider: ProviderName): Promise<void> {
  const values = { failures: 0, failingSince: null, error: null, lastRunAt: sql`now()` };
  await database
    .insert(reconcilers)
    .values({ provider, ...values })
    .onConflictDoUpdate({ target: reconcilers.provider, set: values });
}

async function noteOutage({ database }: ReconcilerServices, provider: ProviderName, error: string): Promise<number> {
  const first = { provider, lastRunAt: sql`now()`, failures: 1, failingSince: sql`now()`, error };
  await database
    .insert(reconcilers)
    .values(first)
    .onConflictDoUpdate({
      target: reconcilers.provider,
      set: {
        lastRunAt: sql`now()`,
        failures: sql`${reconcilers.failures} + 1`,
        failingSince: sql`coalesce(${reconcilers.failingSince}, now())`,
        error,
      },
    });
  const [row] = await database.select().from(reconcilers).where(eq(reconcilers.provider, provider));
  return Math.min(pauseSecondsMax, idleSeconds * 2 ** Math.min(row?.failures ?? 1, 10));
}
