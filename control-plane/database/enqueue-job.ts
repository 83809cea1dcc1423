import { sql } from "drizzle-orm";
import type { Database, Transaction } from "./client.ts";

export interface JobInput {
  readonly task: string;
  readonly payload: Readonly<Record<string, string>>;
  /** Jobs of one queue run one after the other. */
  readonly queue: string;
  /** A job that waits under the same key is replaced, and begins to count its tries anew. */
  readonly key: string;
  readonly triesMax: number;
  /** Not before so many seconds have passed. */
  readonly delaySeconds?: number;
}

/** Adds a job in the transaction that decides that it is to be done: both are there, or neither. */
export async function enqueueJob(transaction: Transaction | Database, job: JobInput): Promise<void> {
  await transaction.execute(sql`
    select from platform.add_job(
      task => ${job.task}::text,
      payload => ${JSON.stringify(job.payload)}::json,
      queue => ${job.queue}::text,
      run_at => now() + make_interval(secs => ${job.delaySeconds ?? 0}::float8),
      tries_max => ${job.triesMax}::int,
      job_key => ${job.key}::text
    )`);
}
