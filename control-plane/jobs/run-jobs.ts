import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { clientOf } from "../database/index.ts";
import type { Log } from "../log.ts";
import { freeOrphanedJobs, holdWorkerLock } from "./free-orphaned-jobs.ts";
import type { Job } from "./job.ts";
import { jobPool } from "./job-pool.ts";
import type { Turns } from "./turns.ts";

/** Jobs that run at the same time. */
const workers = 2;
const pauseMs = 1_000;
const orphansEveryMs = 5_000;

export interface JobsInput {
  readonly databaseUrl: string;
  readonly jobs: readonly Job[];
  /** Called when workers are about to begin: what was left undone may be put in order. */
  beforeWork(): Promise<void>;
  /** One for all whose jobs are in the same database. */
  readonly turns: Turns;
  readonly log: Log;
}

/** Runs jobs until the signal is given, and begins anew whenever the database was away. Resolves once all have stopped. */
export async function runJobs(input: JobsInput, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await runOnce(input, signal).catch((error: unknown) => input.log("jobs-interrupted", { error: String(error) }));
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

/** One life of the workers, which ends with the connection that holds their locks. */
async function runOnce({ databaseUrl, jobs, beforeWork, turns, log }: JobsInput, signal: AbortSignal): Promise<void> {
  const own = new Set<string>();
  const ending = new AbortController();
  const end = (reason: unknown) => ending.abort(reason);
  const stop = () => end("stopping");
  signal.addEventListener("abort", stop, { once: true });
  const holder = holderOf(databaseUrl);
  const pool = jobPool(databaseUrl, workers * 3, (error) => end(error.message));
  holder.on("error", (error) => end(error.message));
  holder.on("end", () => end("the connection that holds the lock of its jobs ended"));
  const runners: Runner[] = [];
  try {
    await holder.connect();
    await freeOrphans(holder, own, log);
    await beforeWork();
    const tasks = taskList(jobs, ending.signal, log);
    for (let index = 0; index < workers; index += 1) {
      const events = namesOfWorkers((worker) => {
        own.add(worker);
        holdWorkerLock(holder, worker).catch(end);
      });
      const runner = await run(runnerOptions(pool, events, tasks, turns));
      runners.push(runner);
      // At once: it may end while the next one begins, and unheard that would end the process.
      runner.promise.then(() => end("a worker ended"), end);
    }
    await untilEnded(ending.signal, () => freeOrphans(holder, own, log));
  } finally {
    stop();
    signal.removeEventListener("abort", stop);
    await Promise.allSettled(runners.map((runner) => runner.stop()));
    await Promise.allSettled([pool.end(), holder.end()]);
  }
}

/** The connection that holds the lock. */
function holderOf(databaseUrl: string): pg.Client {
  return clientOf(databaseUrl, {
    application_name: "hotswap-jobs",
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
}

/** Tells each name under which jobs will be locked, before the first one is. */
function namesOfWorkers(onName: (worker: string) => void): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => onName(workerPool.id));
  return events;
}

/** Waits for its turn before each look for a job, and ends it when the look has ended. */
function looksInTurn(turns: Turns, events: WorkerEvents): () => Promise<null> {
  let endTurn = () => {};
  for (const end of ["job:start", "worker:getJob:empty", "worker:getJob:error"] as const)
    events.on(end, () => endTurn());
  return async () => {
    endTurn = await turns.take();
    return null;
  };
}

function runnerOptions(pgPool: pg.Pool, events: WorkerEvents, taskList: TaskList, turns: Turns) {
  return {
    pgPool,
    events,
    taskList,
    concurrency: 1,
    // Nothing is forbidden: it is what is asked before each look.
    forbiddenFlags: looksInTurn(turns, events),
    parsedCronItems: [],
    noHandleSignals: true,
    pollInterval: 1_000,
    gracefulShutdownAbortTimeout: 50,
    // Failures of jobs are logged where they run; the rest ends the runner and is logged there.
    logger: new Logger(() => () => {}),
  };
}

function taskList(jobs: readonly Job[], signal: AbortSignal, log: Log): TaskList {
  return Object.fromEntries(
    jobs.map((job): [string, TaskList[string]] => [
      job.task,
      async (payload, { job: { attempts, max_attempts }, abortSignal }) => {
        const run = { signal: AbortSignal.any([signal, abortSignal]), isLastTry: attempts >= max_attempts };
        try {
          await job.run(payload as Record<string, string>, run);
        } catch (error) {
          log("job-failed", { task: job.task, payload, attempts, error });
          throw error;
        }
      },
    ]),
  );
}

async function freeOrphans(client: pg.Client, own: ReadonlySet<string>, log: Log): Promise<void> {
  const freed = await freeOrphanedJobs(client, own);
  if (freed.length > 0) log("jobs-freed", { workers: freed });
}

/** Looks for orphans now and then. Throws why it ended. */
async function untilEnded(signal: AbortSignal, look: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await sleep(orphansEveryMs, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await look();
  }
}
