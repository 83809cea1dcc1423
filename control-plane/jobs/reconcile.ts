import { enqueueJob, type Database } from "../database/index.ts";
import type { ProviderName } from "../drivers/provider/index.ts";
import { runReconciler, type ReconcilerServices } from "../reconcilers/index.ts";
import type { Job } from "./job.ts";

const task = "reconcile";
const triesMax = 25;

/** Holds tenants to what they ought to have from a provider, and comes back. There is one at a time for each provider. */
export function reconcileJob(services: ReconcilerServices): Job {
  return {
    task,
    async run({ provider }, { signal }) {
      const name = provider as ProviderName;
      const seconds = await runReconciler(services, name, signal);
      await enqueue(services.database, name, seconds);
    },
  };
}

/** For each provider that is configured. */
export async function enqueueReconcilers({ database, providers }: ReconcilerServices): Promise<void> {
  for (const provider of ["postgres", ...providers.keys()] as const) await enqueue(database, provider, 1);
}

function enqueue(database: Database, provider: ProviderName, delaySeconds: number): Promise<void> {
  const name = `${task}:${provider}`;
  return enqueueJob(database, { task, payload: { provider }, queue: name, key: name, triesMax, delaySeconds });
}
