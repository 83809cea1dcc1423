import { escapeIdentifier, type ClientBase } from "pg";
import { planMigrations, type AppliedMigration, type Migration } from "./plan-migrations.ts";

/**
 * Brings a schema up to date, made if it is not there: each migration in a transaction with the note that it was applied. Names
 * without a schema are this one's.
 *
 * @returns the names of those applied now
 * Throws a `MigrationMismatch` when what was applied is not what the files say, and what `pg` throws.
 */
export async function applyMigrations(
  client: ClientBase,
  schema: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const name = escapeIdentifier(schema);
  await client.query(`create schema if not exists ${name}`);
  await client.query(
    `create table if not exists ${name}.migrations (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`,
  );
  const { rows } = await client.query<AppliedMigration>(
    `select name, sha256 from ${name}.migrations order by name collate "C"`,
  );
  const pending = planMigrations(migrations, rows);
  for (const migration of pending) await applyMigration(client, name, migration);
  return pending.map(({ name }) => name);
}

async function applyMigration(client: ClientBase, schema: string, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(`set local search_path = ${schema}`);
    await client.query(sql);
    await client.query(`insert into ${schema}.migrations (name, sha256) values ($1, $2)`, [name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}
