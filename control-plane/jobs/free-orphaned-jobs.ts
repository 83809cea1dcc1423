import type pg from "pg";

/**
 * Whoever works on jobs, a pool of workers in the words of the queue, holds an advisory lock named after itself for as long as it
 * lives: the database lets go of it when the connection ends, however that happens. The queue chooses the names, and notes them with
 * the jobs. Jobs under a name that nobody holds are orphans.
 */
const lockName = (worker: string) => `hotswap-jobs:${worker}`;

export async function holdWorkerLock(client: pg.ClientBase, worker: string): Promise<void> {
  await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [lockName(worker)]);
}

/**
 * Frees the jobs of services that were killed, so that they are begun again at once.
 *
 * @param own workers of this service: their locks are its own, and its own may be taken again
 * @returns the names of the dead workers
 */
export async function freeOrphanedJobs(client: pg.ClientBase, own: ReadonlySet<string>): Promise<readonly string[]> {
  const { rows } = await client.query<{ worker: string }>(
    "select distinct locked_by as worker from graphile_worker.jobs where locked_by is not null",
  );
  const freed: string[] = [];
  for (const worker of rows.map((row) => row.worker)) {
    if (own.has(worker)) continue;
    const [dead] = (
      await client.query<{ dead: boolean }>("select pg_try_advisory_lock(hashtextextended($1, 0)) as dead", [
        lockName(worker),
      ])
    ).rows;
    if (dead?.dead !== true) continue;
    await client.query("select graphile_worker.force_unlock_workers($1::text[])", [[worker]]);
    await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [lockName(worker)]);
    freed.push(worker);
  }
  return freed;
}
