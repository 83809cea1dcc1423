import { Logger, runMigrations } from "graphile-worker";
import { jobPool } from "./job-pool.ts";

/** Brings the tables that jobs wait in up to date; they lie in a schema of their own. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  // The query under way fails with the same error.
  const pgPool = jobPool(databaseUrl, 1, () => {});
  try {
    await runMigrations({ pgPool, logger: new Logger(() => () => {}) });
  } finally {
    await pgPool.end();
  }
}
