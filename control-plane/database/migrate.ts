import { applyMigrations } from "./apply-migrations.ts";
import type { Migration } from "./plan-migrations.ts";
import { clientOf } from "./tls/index.ts";

/** Any number, the same in every version of this service. */
const lockKey = 7_240_113;

/**
 * Brings the schema `platform` up to date, forward only, each migration in a transaction with the note that
 * it was applied. Services that start together take turns.
 *
 * @returns the names of those applied now
 * Throws a `MigrationMismatch` when what was applied is not what the files say, and what `pg` throws.
 */
export async function migrate(databaseUrl: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = clientOf(databaseUrl, {
    application_name: "hotswap-migrations",
    connectionTimeoutMillis: 2_000,
    statement_timeout: 60_000,
    query_timeout: 61_000,
  });
  client.on("error", () => {
    // The query under way fails with the same error.
  });
  try {
    await client.connect();
    // Held by the session: the server frees it when the connection ends, however that happens.
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    return await applyMigrations(client, "platform", migrations);
  } finally {
    await client.end().catch(() => {});
  }
}
