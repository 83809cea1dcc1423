import { enqueueJob, type Database, type Transaction } from "../../database/index.ts";

export const importTasks = {
  run: "run-import",
  place: "place-import",
  drafts: "place-import-drafts",
  discard: "discard-import",
} as const;

/** With ever longer pauses in between, the last of so many tries is made after about ten hours. */
const triesMax = 11;

/** Adds a job for an import. Those of one import run one after the other. */
export function enqueueImportJob(
  transaction: Transaction | Database,
  task: (typeof importTasks)[keyof typeof importTasks],
  importId: string,
  delaySeconds = 0,
): Promise<void> {
  const key = `${task}:${importId}`;
  const queue = `import:${importId}`;
  return enqueueJob(transaction, { task, payload: { importId }, queue, key, triesMax, delaySeconds });
}
