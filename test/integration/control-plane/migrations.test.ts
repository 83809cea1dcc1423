import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { migrate, type Migration } from "#control-plane/database/index.ts";
import { startPostgres, type TestPostgres } from "./start-postgres.ts";

let postgres: TestPostgres;
let client: pg.Client;

beforeAll(async () => {
  postgres = await startPostgres();
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await postgres.stop();
});
beforeEach(() => client.query("drop schema if exists platform cascade"));

function migration(name: string, sql: string): Migration {
  return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
}
const first = migration("0001-first", "create table platform.a (x int)");
const second = migration("0002-second", "insert into platform.a values (2)");

test("each migration is applied once, in order, and a second run does nothing", async () => {
  expect(await migrate(postgres.url, [first])).toEqual(["0001-first"]);
  expect(await migrate(postgres.url, [first, second])).toEqual(["0002-second"]);
  expect(await migrate(postgres.url, [first, second])).toEqual([]);
});

test("services that start together apply each migration once between them", async () => {
  const runs = await Promise.all([1, 2, 3].map(() => migrate(postgres.url, [first, second])));
  expect(runs.flat().sort()).toEqual(["0001-first", "0002-second"]);
});

test("a migration that fails leaves nothing of itself, and those before it stay", async () => {
  const broken = migration("0002-broken", "create table platform.b (x int); select 1/0");
  await expect(migrate(postgres.url, [first, broken])).rejects.toThrow("division by zero");
  const { rows } = await client.query("select to_regclass('platform.b') as b, to_regclass('platform.a') as a");
  expect(rows).toEqual([{ a: "platform.a", b: null }]);
  expect(await migrate(postgres.url, [first, second])).toEqual(["0002-second"]);
});

test("a published migration that was edited is refused before anything is changed", async () => {
  await migrate(postgres.url, [first]);
  const edited = migration("0001-first", "create table platform.a (x bigint)");
  await expect(migrate(postgres.url, [edited, second])).rejects.toThrow("0001-first is not what was applied");
  const { rows } = await client.query("select * from platform.a");
  expect(rows).toEqual([]);
});

test("a database that a newer version has migrated is left as it is", async () => {
  await migrate(postgres.url, [first, second]);
  expect(await migrate(postgres.url, [first])).toEqual([]);
});
