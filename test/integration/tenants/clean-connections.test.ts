import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import pg from "pg";
import { connectDatabase, withTransaction, type Database } from "#control-plane/database/index.ts";
import { startPostgres, type TestPostgres } from "#test/integration/control-plane/start-postgres.ts";

let postgres: TestPostgres;
let database: Database;

beforeAll(async () => {
  postgres = await startPostgres();
  database = connectDatabase(postgres.url, () => {});
});
afterAll(async () => {
  await database.$client.end();
  await postgres.stop();
});

const dirt = [
  "set search_path = pg_temp",
  "set statement_timeout = 0",
  "select set_config('hotswap.tenant', 'theirs', false)",
  "create temporary table left_behind (x int)",
  "prepare left_behind as select 1",
  "select pg_advisory_lock(42)",
  "listen left_behind",
  "declare left_behind cursor with hold for select 1",
  "create role someone; set role someone",
];
const traces = `select current_setting('search_path') as path, current_setting('statement_timeout') as timeout,
  coalesce(current_setting('hotswap.tenant', true), '') as tenant, to_regclass('pg_temp.left_behind') as table,
  (select count(*)::int from pg_prepared_statements where name = 'left_behind') as prepared,
  (select count(*)::int from pg_locks where locktype = 'advisory') as locks,
  (select count(*)::int from pg_listening_channels()) as channels,
  (select count(*)::int from pg_cursors where name = 'left_behind') as cursors, current_user = session_user as self`;
const clean = {
  path: '"$user", public',
  timeout: "5s",
  tenant: "",
  table: null,
  prepared: 0,
  locks: 0,
  channels: 0,
  cursors: 0,
  self: true,
};

/** Leaves all sorts of things on a connection, and gives what the next user of the same one finds. */
async function nextUserFinds(pool: pg.Pool) {
  const client = await pool.connect();
  const pidOf = async (from: pg.PoolClient) =>
    (await from.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]!.pid;
  const pid = await pidOf(client);
  for (const statement of dirt) await client.query(statement);
  client.release();
  const taken: pg.PoolClient[] = [];
  for (let next = await pool.connect(); ; next = await pool.connect()) {
    taken.push(next);
    if ((await pidOf(next)) === pid) break;
  }
  const { rows } = await taken.at(-1)!.query(traces);
  for (const each of taken) each.release();
  return rows[0] as unknown;
}

describe("a connection that was given back", () => {
  test("carries nothing over to its next user, and has the limits of a new one", async () => {
    expect(await nextUserFinds(database.$client)).toEqual(clean);
  });

  test("carries over everything from a pool that does not clean: the check sees it", async () => {
    await database.execute(sql`drop role someone`);
    const plain = new pg.Pool({ connectionString: postgres.url, max: 1 });
    expect(await nextUserFinds(plain)).not.toMatchObject({ tenant: "" });
    await plain.end();
  });

  test("within a transaction is closed instead, and what was written is not", async () => {
    await database.execute(sql`create table kept (x int)`);
    const client = await database.$client.connect();
    await client.query("begin");
    await client.query("insert into kept values (1)");
    client.release();
    const { rows } = await database.execute(sql`select count(*)::int as rows from kept`);
    expect(rows).toEqual([{ rows: 0 }]);
  });

  test("twice is an error of whoever does so", async () => {
    const client = await database.$client.connect();
    client.release();
    expect(() => client.release()).toThrow("given back twice");
  });
});

test("transactions that cannot begin give their connections back", async () => {
  for (let index = 0; index < 25; index += 1) {
    const broken = database.transaction(async () => {}, { isolationLevel: "nonsense" as "serializable" });
    await expect(broken).rejects.toThrow();
  }
  expect(await withTransaction(database, async () => "works")).toBe("works");
});
