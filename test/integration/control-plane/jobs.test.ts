import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateJobs } from "#control-plane/jobs/migrate-jobs.ts";
import { runJobs } from "#control-plane/jobs/run-jobs.ts";
import { Turns } from "#control-plane/jobs/turns.ts";
import { eventually } from "#test/support/eventually.ts";
import { startPostgres, type TestPostgres } from "./start-postgres.ts";

let postgres: TestPostgres;
let client: pg.Client;

beforeAll(async () => {
  postgres = await startPostgres();
  await migrateJobs(postgres.url);
  client = new pg.Client({ connectionString: postgres.url });
  client.on("error", () => {});
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await postgres.stop();
});

interface Service {
  /** Resolves once it has looked for orphans and is about to begin. */
  readonly begun: Promise<void>;
  readonly logged: string[];
  stop(): Promise<void>;
}

function startService(run: () => Promise<void>, task = "long", turns = new Turns()): Service {
  const ending = new AbortController();
  const begun = Promise.withResolvers<void>();
  const logged: string[] = [];
  const ended = runJobs(
    {
      databaseUrl: postgres.url,
      jobs: [{ task, run }],
      beforeWork: async () => begun.resolve(),
      turns,
      log: (event) => logged.push(event),
    },
    ending.signal,
  );
  return {
    begun: begun.promise,
    logged,
    async stop() {
      ending.abort();
      await ended;
    },
  };
}

test("a job at work is no orphan: another service that looks leaves it alone, and it runs once", async () => {
  const release = Promise.withResolvers<void>();
  let runs = 0;
  const work = async () => {
    runs += 1;
    await release.promise;
  };
  const first = startService(work);
  await first.begun;
  await client.query("select graphile_worker.add_job('long')");
  await eventually("the job is at work", () => runs === 1);
  const second = startService(work);
  await second.begun;
  expect(second.logged).not.toContain("jobs-freed");
  release.resolve();
  await eventually("the job is done", async () => {
    const { rows } = await client.query<{ count: string }>("select count(*) from graphile_worker.jobs");
    return rows[0]!.count === "0";
  });
  await Promise.all([first.stop(), second.stop()]);
  expect(runs).toBe(1);
});

test("a job that was at work when its service was killed is freed by the next one, and begun again at once", async () => {
  await client.query("select graphile_worker.add_job('long')");
  await client.query("update graphile_worker._private_jobs set locked_by = 'pool-of-the-dead', locked_at = now()");
  let runs = 0;
  const next = startService(async () => {
    runs += 1;
  });
  await eventually("the job is begun again", () => runs === 1);
  expect(next.logged).toContain("jobs-freed");
  await next.stop();
});

test("workers of many kinds that hear of a job at the same time do not keep it from the one that it is for", async () => {
  const turns = new Turns();
  let runs = 0;
  const work = async () => {
    runs += 1;
  };
  const services = ["long", ...Array.from({ length: 7 }, (_, kind) => `kind-${kind}`)].map((task) =>
    startService(work, task, turns),
  );
  await Promise.all(services.map((service) => service.begun));
  const waits: number[] = [];
  for (let count = 1; count <= 20; count += 1) {
    const addedAtMs = performance.now();
    await client.query("select graphile_worker.add_job('long', queue_name => $1)", [`queue-${count % 4}`]);
    await eventually("the job is done", () => runs === count);
    waits.push(performance.now() - addedAtMs);
  }
  await Promise.all(services.map((service) => service.stop()));
  // A worker that finds nothing looks again after a second.
  expect(Math.max(...waits)).toBeLessThan(1_000);
});
