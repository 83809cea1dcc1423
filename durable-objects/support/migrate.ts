import { sha256 } from "#domain/digest/index.ts";
import type { Sql, SqlValue } from "./sql.ts";

/** A step of a database's history. Once published neither its name nor a character of its SQL may change. */
export interface Migration {
  readonly name: string;
  /** One or more statements. */
  readonly sql: string;
}

export interface AppliedMigration {
  readonly position: number;
  readonly name: string;
  readonly sha256: string;
}

/**
 * The migrations still to be run.
 *
 * Throws when the database was made by another history (an entry was edited, renamed or moved) or by newer
 * code than this: going on would read tables that are not what the code believes.
 */
function pendingMigrations(applied: readonly AppliedMigration[], history: readonly Migration[]): readonly Migration[] {
  if (applied.length > history.length) {
    const unknown = applied[history.length]!.name;
    throw new Error(
      `The database is newer than the code: its migration ${history.length} ("${unknown}") is unknown here.`,
    );
  }
  for (const [index, { position, name, sha256: recorded }] of applied.entries()) {
    const { name: expected, sql } = history[index]!;
    if (position !== index || name !== expected || recorded !== sha256(sql)) {
      throw new Error(
        `Migration ${index} of the code ("${expected}") is not the one applied to the database ("${name}"): ` +
          "history is append-only; restore the entry and add a new one after the last.",
      );
    }
  }
  return history.slice(applied.length);
}

/**
 * Whether an object ever had tables. Anybody can make up an id, and asking the object of that name for something makes none:
 * tables are made once it is given something to keep.
 */
export function hasTables(sql: Sql): boolean {
  return sql.exec("SELECT 1 FROM sqlite_schema WHERE name = '_migrations'").toArray().length > 0;
}

/**
 * Brings an object's tables up to date. Call it inside `transactionSync`, so that a migration that fails leaves nothing
 * behind.
 *
 * @returns the names of the migrations that ran now
 */
export function migrate(sql: Sql, history: readonly Migration[]): readonly string[] {
  sql.exec(
    "CREATE TABLE IF NOT EXISTS _migrations (position INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)",
  );
  const applied = sql
    .exec<AppliedMigration & Record<string, SqlValue>>(
      "SELECT position, name, sha256 FROM _migrations ORDER BY position",
    )
    .toArray();
  const pending = pendingMigrations(applied, history);
  for (const [offset, migration] of pending.entries()) {
    sql.exec(migration.sql);
    sql.exec(
      "INSERT INTO _migrations (position, name, sha256) VALUES (?, ?, ?)",
      applied.length + offset,
      migration.name,
      sha256(migration.sql),
    );
  }
  return pending.map(({ name }) => name);
}
