import { isDatabaseUnavailable } from "./database/index.ts";
import type { Log } from "./log.ts";

/** What `pg` says to whoever asks a pool that was ended meanwhile. */
const endedPool = /pool after calling end/i;

/**
 * Keeps the process up when work of a library fails unheard because the database went away: the job queue, noting that
 * jobs failed, does so. Its jobs are taken up again with the next connection. All else that nobody hears ends the process, as it
 * would without this.
 */
export function surviveLostDatabase(log: Log): void {
  process.on("unhandledRejection", (error) => {
    if (!isDatabaseUnavailable(error) && !(error instanceof Error && endedPool.test(error.message))) throw error;
    log("database-lost-unheard", { error });
  });
}
