import { enqueueJob, type Database, type Transaction } from "../../database/index.ts";

export const uploadTasks = { process: "process-upload", clear: "clear-upload", sweep: "sweep-uploads" } as const;

/** With ever longer pauses in between, the last of so many tries is made after about ten hours. */
const triesMax = 11;

/** Adds a job for an upload. Those of one upload run one after the other. */
export function enqueueUploadJob(
  transaction: Transaction | Database,
  task: typeof uploadTasks.process | typeof uploadTasks.clear,
  uploadId: string,
): Promise<void> {
  const [key, queue] = [`${task}:${uploadId}`, `upload:${uploadId}`];
  return enqueueJob(transaction, { task, payload: { uploadId }, queue, key, triesMax });
}

/** There is one at a time, whoever asks for it. */
export function enqueueUploadSweep(database: Database, delaySeconds = 60): Promise<void> {
  const { sweep } = uploadTasks;
  return enqueueJob(database, { task: sweep, payload: {}, queue: sweep, key: sweep, triesMax: 25, delaySeconds });
}
