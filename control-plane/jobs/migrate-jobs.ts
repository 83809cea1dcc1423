import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

/** Brings the tables that jobs wait in up to date; they lie in a schema of their own. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  const pgPool = new pg.Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2_000 });
  // The query under way fails with the same error.
  pgPool.on("error", () => {});
  try {
    await runMigrations({ pgPool, logger: new Logger(() => () => {}) });
  } finally {
    await pgPool.end();
  }
}
