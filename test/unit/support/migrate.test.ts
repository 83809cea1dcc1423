import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { migrate } from "#durable-objects/support/migrate.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { sqliteStorage, transaction } from "#test/unit/content/sqlite-storage.ts";

const history = [
  { name: "first", sql: "CREATE TABLE a (x INTEGER); CREATE TABLE b (y INTEGER);" },
  { name: "second", sql: "ALTER TABLE a ADD COLUMN z TEXT;" },
];

describe("migrations", () => {
  test("run once each, in order, and go on where an older version of the code stopped", () => {
    const sql = sqliteStorage();
    expect(migrate(sql, history.slice(0, 1))).toEqual(["first"]);
    sql.exec("INSERT INTO a (x) VALUES (?)", 1);
    expect(migrate(sql, history)).toEqual(["second"]);
    expect(migrate(sql, history)).toEqual([]);
    expect(sql.exec("SELECT x, z FROM a").toArray()).toEqual([{ x: 1, z: null }]);
  });

  test.each([
    ["edited", [{ ...history[0]!, sql: `${history[0]!.sql} ` }, history[1]!]],
    ["renamed", [{ ...history[0]!, name: "other" }, history[1]!]],
    ["moved", history.toReversed()],
  ])("are refused where an applied one was %s, and nothing is run", (_, changed) => {
    const sql = sqliteStorage();
    migrate(sql, history);
    expect(() => migrate(sql, [...changed, { name: "third", sql: "DROP TABLE a" }])).toThrow("history is append-only");
    expect(sql.exec("SELECT count(*) AS n FROM a").one()).toEqual({ n: 0 });
  });

  test("are refused by code older than the database", () => {
    const sql = sqliteStorage();
    migrate(sql, history);
    expect(() => migrate(sql, history.slice(0, 1))).toThrow(
      'The database is newer than the code: its migration 1 ("second") is unknown here.',
    );
  });

  test("leave nothing behind when one fails", () => {
    const database = new DatabaseSync(":memory:");
    const sql = sqliteStorage(database);
    const broken = [...history, { name: "broken", sql: "CREATE TABLE c (x); INSERT INTO nowhere VALUES (1);" }];
    expect(() => transaction(database, () => migrate(sql, broken))).toThrow("nowhere");
    expect(migrate(sql, history)).toEqual(["first", "second"]);
  });

  test("of the website object run on an empty database", () => {
    expect(migrate(sqliteStorage(), websiteMigrations)).toEqual(websiteMigrations.map(({ name }) => name));
  });
});
