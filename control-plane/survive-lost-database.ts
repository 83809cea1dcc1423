import pg from "pg";
import { isDatabaseUnavailable } from "./database/index.ts";
import type { Log } from "./log.ts";

/**
 * What `pg` says to whoever asks a pool that was ended meanwhile, or gives a connection back to it twice: the job queue
 * does both, the latter when it is stopped and the connection lost at the moment at which it begins to listen.
 */
const endedPool = /pool after calling end|already been released to the pool/i;
/** Where what `pg` and the job queue throw comes from: the network's own errors are given a stack there. */
const ofDatabase = /[\\/]node_modules[\\/](?:pg|pg-pool|graphile-worker)[\\/]/;

/**
 * Keeps the process up when work of a library fails unheard because the database went away: the job queue, noting that
 * jobs failed, does so. Its jobs are taken up again with the next connection. All else that nobody hears ends the process, as it
 * would without this.
 */
export function surviveLostDatabase(log: Log): void {
  process.on("unhandledRejection", (error) => {
    if (!isLostDatabase(error)) throw error;
    log("database-lost-unheard", { error });
  });
}

/** Whether the error says that the database is away, and comes from what speaks with it: a file, or another server, may be missing too. */
export function isLostDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (isDatabaseUnavailable(error) || endedPool.test(error.message)) && isFromDatabase(error);
}

function isFromDatabase(error: Error): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause instanceof pg.DatabaseError || ofDatabase.test(cause.stack ?? "")) return true;
  }
  return false;
}
