import { enqueueJob, type Database } from "../database/index.ts";
import type { Log } from "../log.ts";
import { sweepVariables, type EnvironmentServices } from "../services/environment/index.ts";
import type { Job } from "./job.ts";

const task = "sweep-variables";
const everySeconds = 24 * 3_600;

/** Removes values of secrets that nothing names any more, and comes back in a day. */
export function sweepVariablesJob(services: EnvironmentServices, log: Log): Job {
  return {
    task,
    async run(_, { signal }) {
      const removed = await sweepVariables(services, signal);
      if (removed > 0) log("variables-swept", { removed });
      await enqueueVariableSweep(services.database, everySeconds);
    },
  };
}

/** There is one at a time, whoever asks for it. */
export function enqueueVariableSweep(database: Database, delaySeconds = 300): Promise<void> {
  return enqueueJob(database, { task, payload: {}, queue: task, key: task, triesMax: 25, delaySeconds });
}
