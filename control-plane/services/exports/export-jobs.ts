import { enqueueJob, type Database, type Transaction } from "../../database/index.ts";

export const exportTasks = { run: "run-export", discard: "discard-export" } as const;

/** With ever longer pauses in between, the last of so many tries is made after about ten hours. */
const triesMax = 11;

/** Adds a job for an export. Those of one export run one after the other. */
export function enqueueExportJob(
  transaction: Transaction | Database,
  task: (typeof exportTasks)[keyof typeof exportTasks],
  exportId: string,
  delaySeconds = 0,
): Promise<void> {
  const key = `${task}:${exportId}`;
  const queue = `export:${exportId}`;
  return enqueueJob(transaction, { task, payload: { exportId }, queue, key, triesMax, delaySeconds });
}
