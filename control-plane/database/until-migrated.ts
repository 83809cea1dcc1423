import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseUnavailable } from "./is-unavailable.ts";
import type { Log } from "../log.ts";

const firstDelayMs = 100;
const delayMsMax = 2_000;

/**
 * Applies the migrations, trying again for as long as the database is away: it may start later than this
 * service. Resolves once the schema is up to date; never after the signal was given.
 *
 * Throws what trying again would not mend, e.g. a `MigrationMismatch`.
 */
export async function untilMigrated(
  migrate: () => Promise<readonly string[]>,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMsMax, delayMs * 2)) {
    try {
      log("database-current", { applied: await migrate() });
      return;
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      log("database-unavailable", { error: String(error), retryMs: delayMs });
    }
    await sleep(delayMs, undefined, { signal });
  }
}
