import { enqueueJob, type Database } from "../database/index.ts";
import type { SweptName } from "#domain/provisioning/index.ts";
import type { Log } from "../log.ts";
import { forgetWebsites, listUnknownWebsites, sweepProvider, type ReconcilerServices } from "../reconcilers/index.ts";
import type { Job } from "./job.ts";

const task = "sweep-providers";
const everySeconds = 3_600;

/**
 * Takes away what is left at each provider, and of websites, and ought not to be there, sees to the list of websites, and comes back in
 * an hour. One that is away keeps no other waiting.
 */
export function sweepProvidersJob(services: ReconcilerServices, log: Log): Job {
  return {
    task,
    async run(_, { signal }) {
      const names: readonly SweptName[] = ["postgres", ...services.providers.keys(), "websites"];
      for (const provider of names) {
        try {
          const swept = await sweepProvider(services, provider, signal);
          if (swept.removed + swept.strangers + swept.stale > 0) log("provider-swept", { provider, ...swept });
        } catch (error) {
          signal.throwIfAborted();
          log("provider-not-swept", { provider, error });
        }
      }
      for (const [done, work] of [
        ["websites-forgotten", forgetWebsites],
        ["websites-listed-anew", listUnknownWebsites],
      ] as const) {
        try {
          const count = await work(services, signal);
          if (count > 0) log(done, { count });
        } catch (error) {
          signal.throwIfAborted();
          log("websites-not-swept", { not: done, error });
        }
      }
      await enqueueProviderSweep(services.database, everySeconds);
    },
  };
}

/** There is one at a time, whoever asks for it. */
export function enqueueProviderSweep(database: Database, delaySeconds = 60): Promise<void> {
  return enqueueJob(database, { task, payload: {}, queue: task, key: task, triesMax: 25, delaySeconds });
}
