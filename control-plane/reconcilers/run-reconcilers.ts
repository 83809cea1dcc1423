import { setTimeout as sleep } from "node:timers/promises";
import type { ProviderName } from "../drivers/provider/index.ts";
import type { ReconcilerServices } from "./context.ts";
import { runReconciler } from "./run-reconciler.ts";

/** Another service has its turn, or the database is away. */
const elsewhereSeconds = 5;

/**
 * Holds tenants to what they ought to have from each provider that is configured, until the signal is given. Of several services one
 * at a time does so for a provider. Never throws.
 */
export async function runReconcilers(services: ReconcilerServices, signal: AbortSignal): Promise<void> {
  const names: readonly ProviderName[] = ["postgres", ...services.providers.keys()];
  await Promise.all(names.map((name) => runOne(services, name, signal)));
}

async function runOne(services: ReconcilerServices, name: ProviderName, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const seconds = await takeTurn(services, name, signal).catch((error: unknown) => {
      if (!signal.aborted) services.log("reconciler-interrupted", { provider: name, error });
      return elsewhereSeconds;
    });
    await sleep(seconds * 1_000, undefined, { signal }).catch(() => {});
  }
}

async function takeTurn(services: ReconcilerServices, name: ProviderName, signal: AbortSignal): Promise<number> {
  const turn = await services.databases.tryLock(`reconciler:${name}`, () => runReconciler(services, name, signal));
  return turn?.value ?? elsewhereSeconds;
}
