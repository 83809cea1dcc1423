import pg from "pg";
import { planMigrations, type AppliedMigration, type Migration } from "./plan-migrations.ts";

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
  const client = new pg.Client({
    connectionString: databaseUrl,
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
    return await applyPending(client, migrations);
  } finally {
    await client.end().catch(() => {});
  }
}

async function applyPending(client: pg.Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query("create schema if not exists platform");
  await client.query(
    `create table if not exists platform.migrations (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`,
  );
  const { rows } = await client.query<AppliedMigration>(
    `select name, sha256 from platform.migrations order by name collate "C"`,
  );
  const pending = planMigrations(migrations, rows);
  for (const migration of pending) await applyMigration(client, migration);
  return pending.map(({ name }) => name);
}

async function applyMigration(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into platform.migrations (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}
