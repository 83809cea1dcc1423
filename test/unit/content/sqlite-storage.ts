import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Sql, SqlBinding, SqlRows, SqlValue } from "#durable-objects/support/sql.ts";

/** SQLite in memory as the stores want it. */
export function sqliteStorage(database = new DatabaseSync(":memory:")): Sql {
  const statements = new Map<string, StatementSync>();
  function prepared(query: string): StatementSync {
    const statement = statements.get(query) ?? database.prepare(query);
    statements.set(query, statement);
    return statement;
  }
  function exec<Row extends Record<string, SqlValue>>(query: string, ...bindings: readonly SqlBinding[]): SqlRows<Row> {
    if (bindings.length === 0 && /;\s*\S/.test(query)) {
      database.exec(query);
      return cursor([]);
    }
    return cursor(
      prepared(query)
        .all(...(bindings as SQLInputValue[]))
        .map(asCloudflare) as Row[],
    );
  }
  return { exec };
}

/** Runs all of it, or, when it throws, none. */
export function transaction<Value>(database: DatabaseSync, run: () => Value): Value {
  database.exec("BEGIN");
  try {
    const value = run();
    database.exec("COMMIT");
    return value;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function cursor<Row>(rows: Row[]): SqlRows<Row> {
  return {
    toArray: () => rows,
    one: () => {
      if (rows.length !== 1) throw new Error(`Expected exactly one result from SQL query, but got ${rows.length}.`);
      return rows[0]!;
    },
  };
}

/** Blobs come as ArrayBuffers. */
function asCloudflare(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? value.slice().buffer : value]),
  );
}
