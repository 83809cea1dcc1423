import { EventEmitter } from "node:events";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { isDatabaseUnavailable, MigrationMismatch, planMigrations } from "#control-plane/database/index.ts";
import { isLostDatabase } from "#control-plane/survive-lost-database.ts";

describe("an error means that the database is away", () => {
  const withCode = (code: string, message = "x") => Object.assign(new Error(message), { code });
  test.each([
    withCode("ECONNREFUSED"),
    withCode("57P01"),
    withCode("57P03"),
    withCode("53300"),
    withCode("40P01"),
    withCode("3D000"),
    new Error("Connection terminated unexpectedly"),
    new Error("timeout exceeded when trying to connect"),
    new Error("Query read timeout"),
    new Error("Failed query: select 1", { cause: withCode("57P01") }),
    new Error("Failed query: select 1", { cause: new Error("Connection terminated") }),
  ])("%s", (error) => expect(isDatabaseUnavailable(error)).toBe(true));

  test.each([
    withCode("23505", "duplicate key"),
    withCode("42601", "syntax error at or near timeout"),
    new Error("Failed query: select timeout", { cause: withCode("42703") }),
    new MigrationMismatch("migration 0001 is not what was applied"),
    "timeout",
    null,
  ])("but not %s", (error) => expect(isDatabaseUnavailable(error)).toBe(false));
});

describe("work that nobody hears of", () => {
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  test("may fail because the database is away", async () => {
    const pool = new pg.Pool({ host: "127.0.0.1", port: 1, connectionTimeoutMillis: 2_000 });
    const away = await failureOf(pool.query("select 1"));
    expect(isLostDatabase(away)).toBe(true);
    expect(isLostDatabase(new Error("Failed query: select 1", { cause: away }))).toBe(true);
    await pool.end();
    expect(isLostDatabase(await failureOf(pool.connect()))).toBe(true);
    expect(isLostDatabase(Object.assign(new pg.DatabaseError("x", 1, "error"), { code: "57P01" }))).toBe(true);
  });

  test("may fail because a connection that was lost was given back twice", async () => {
    class Connection extends EventEmitter {
      connect = (connected: () => void) => connected();
      end = () => {};
    }
    const pool = new pg.Pool({ Client: Connection as unknown as typeof pg.Client });
    const connection = await pool.connect();
    connection.release(true);
    expect(isLostDatabase(await failureOf((async () => connection.release())()))).toBe(true);
    await pool.end();
  });

  test("but not because a file or another server is missing, or anything else takes long", async () => {
    expect(isLostDatabase(await failureOf(readFile("/nowhere/at/all")))).toBe(false);
    expect(isLostDatabase(Object.assign(new Error("connect ETIMEDOUT"), { code: "ETIMEDOUT" }))).toBe(false);
    expect(isLostDatabase(new Error("timeout of a mail"))).toBe(false);
    expect(isLostDatabase(Object.assign(new pg.DatabaseError("x", 1, "error"), { code: "23505" }))).toBe(false);
  });
});

describe("migrations", () => {
  const known = ["0001", "0002", "0003"].map((name) => ({ name, sql: "", sha256: name }));

  test("that are pending are those after the applied ones", () => {
    expect(planMigrations(known, known.slice(0, 1))).toEqual(known.slice(1));
    expect(planMigrations(known, [])).toEqual(known);
  });

  test("are refused when one is missing between the applied ones", () => {
    expect(() => planMigrations(known, [known[0]!, known[2]!])).toThrow(MigrationMismatch);
  });

  test("of a newer version do not stop an older one", () => {
    expect(planMigrations(known, [...known, { name: "0004", sha256: "0004" }])).toEqual([]);
  });
});
