import { enqueueJob, type Database } from "../database/index.ts";
import { sweepIdentity } from "../identity/index.ts";
import type { Job } from "./job.ts";

const task = "sweep-identity";
const everySeconds = 3_600;

/** Removes what is over, and comes back for the rest, or in an hour. */
export function sweepIdentityJob(database: Database): Job {
  return {
    task,
    async run() {
      const isMore = await sweepIdentity(database);
      await enqueueSweep(database, isMore ? 1 : everySeconds);
    },
  };
}

/** There is one at a time, whoever asks for it. */
export function enqueueSweep(database: Database, delaySeconds = 60): Promise<void> {
  return enqueueJob(database, { task, payload: {}, queue: task, key: task, triesMax: 25, delaySeconds });
}
