import type pg from "pg";

/**
 * Every service that runs jobs holds an advisory lock named after itself for as long as it lives: the database lets go of it
 * when the connection ends, however that happens. Jobs under the name of a service that holds none are orphans.
 */
const lockName = (service: string) => `hotswap-jobs:${service}`;

/** Names of workers are `<service>/<number>`. */
export function workerName(service: string, index: number): string {
  return `${service}/${index}`;
}

export async function holdServiceLock(client: pg.ClientBase, service: string): Promise<void> {
  await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [lockName(service)]);
}

/**
 * Frees the jobs of services that were killed, so that they are begun again at once.
 *
 * @returns the names of their workers
 */
export async function freeOrphanedJobs(client: pg.ClientBase, own: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ worker: string }>(
    "select distinct locked_by as worker from graphile_worker.jobs where locked_by is not null",
  );
  const others = Map.groupBy(
    rows.map(({ worker }) => worker),
    (worker) => worker.split("/")[0]!,
  );
  others.delete(own);
  const freed: string[] = [];
  for (const [service, workers] of others) {
    const [dead] = (
      await client.query<{ dead: boolean }>("select pg_try_advisory_lock(hashtextextended($1, 0)) as dead", [
        lockName(service),
      ])
    ).rows;
    if (dead?.dead !== true) continue;
    await client.query("select graphile_worker.force_unlock_workers($1::text[])", [workers]);
    await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [lockName(service)]);
    freed.push(...workers);
  }
  return freed;
}
