import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureRequestRole, requestUrlOf } from "#control-plane/database/index.ts";
import { findTenantDatabase } from "#control-plane/services/tenant-schemas/index.ts";
import type { ProvisioningServices } from "#control-plane/provisioning/index.ts";
import type { Tenant } from "#domain/tenant/index.ts";
import { secret } from "#test/integration/control-plane/batches.ts";
import { makeActiveTenant, startDatabase, startServices, type TestDatabase } from "./start-database.ts";

let started: TestDatabase;
let services: ProvisioningServices & { close(): Promise<void> };
let mine: Tenant;
let theirs: Tenant;
let attacker: pg.Client;

beforeAll(async () => {
  started = await startDatabase();
  await ensureRequestRole(started.postgres.url, secret);
  services = await startServices(started);
  [mine, theirs] = [await makeActiveTenant(services), await makeActiveTenant(services)];
  attacker = await connectAs(mine.tenantId);
});
afterAll(async () => {
  await attacker.end();
  await services.close();
  await started.stop();
});

const schemaOf = ({ tenantId }: Tenant) => `tenant_${tenantId.replaceAll("-", "")}`;

async function placeOf(tenantId: string) {
  const found = await findTenantDatabase(services, tenantId);
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

async function connectAs(tenantId: string, more: { readonly database?: string; readonly password?: string } = {}) {
  const { host, port, database, role, password } = await placeOf(tenantId);
  const client = new pg.Client({ host, port, database, user: role, password, ...more });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** What the statement gave, or the code with which it was refused. */
async function attempt(statement: string): Promise<unknown> {
  try {
    return (await attacker.query(statement)).rows;
  } catch (error) {
    await attacker.query("rollback").catch(() => {});
    return (error as { code?: string }).code;
  }
}

test("a tenant's role reads and writes its own rows, by names without a schema", async () => {
  await attacker.query("update settings set time_zone = 'Europe/Vienna', version = version + 1");
  const { rows } = await attacker.query("select time_zone, version from settings");
  expect(rows).toEqual([{ time_zone: "Europe/Vienna", version: 2 }]);
  const { rows: limits } = await attacker.query("select current_setting('statement_timeout') as timeout");
  expect(limits).toEqual([{ timeout: "5s" }]);
});

describe("a tenant's role is refused", () => {
  const denied = "42501";
  const cases: readonly (readonly [string, () => string, string | readonly string[]])[] = [
    ["reading another's table", () => `select * from ${schemaOf(theirs)}.settings`, denied],
    ["writing another's table", () => `update ${schemaOf(theirs)}.settings set locale = 'xx'`, denied],
    ["locking another's table", () => `begin; lock table ${schemaOf(theirs)}.settings`, denied],
    ["copying another's table out", () => `copy ${schemaOf(theirs)}.settings to program 'cat'`, denied],
    ["another's role", () => `set role ${schemaOf(theirs)}`, denied],
    ["another's session", () => `set session authorization ${schemaOf(theirs)}`, denied],
    ["the platform's role", () => "set role hotswap_platform", denied],
    ["the owner's role", () => "set role hotswap", denied],
    ["another's role by set_config", () => `select set_config('role', '${schemaOf(theirs)}', false)`, denied],
    [
      "another's tables by search path",
      () => `begin; set local search_path = ${schemaOf(theirs)}; table settings`,
      "42P01",
    ],
    ["granting itself another's role", () => `grant ${schemaOf(theirs)} to ${schemaOf(mine)}`, denied],
    ["becoming mightier", () => `alter role ${schemaOf(mine)} superuser`, denied],
    ["more connections", () => `alter role ${schemaOf(mine)} connection limit 100`, denied],
    ["a table in its own schema", () => "create table mine (x int)", denied],
    ["dropping its own table", () => "drop table settings", denied],
    ["a table in public", () => "create table public.x (x int)", denied],
    ["a temporary table", () => "create temporary table x (x int)", denied],
    ["a schema", () => "create schema another", denied],
    ["a function", () => "create function f() returns int language sql as 'select 1'", denied],
    ["an extension", () => "create extension dblink", ["42501", "0A000", "58P01"]],
    ["rewriting which migrations were applied", () => "delete from migrations", denied],
    ["files", () => "select pg_read_file('/etc/passwd')", denied],
    ["a program", () => "copy settings to program 'id'", denied],
    ["large objects", () => "select lo_create(0)", denied],
    ["passwords", () => "select * from pg_authid", denied],
    ["roles", () => "select rolname from pg_roles", denied],
    ["names of schemas", () => "select nspname from pg_namespace", denied],
    ["names of tables", () => "select relname from pg_class", denied],
    ["columns", () => "select attname from pg_attribute", denied],
    ["statistics of columns", () => "select * from pg_stats", denied],
    ["databases", () => "select datname from pg_database", denied],
    ["others' activity", () => "select usename, query from pg_stat_activity", denied],
    ["others' activity by its function", () => "select * from pg_stat_get_activity(null)", denied],
    ["locks", () => "select * from pg_locks", denied],
    ["names of roles by number", () => "select pg_get_userbyid(n) from generate_series(16384, 16500) n", denied],
    ["definitions by number", () => "select pg_get_viewdef(16500)", denied],
    ["sizes by number", () => "select pg_relation_size(16500)", denied],
    ["settings of the server", () => "alter system set work_mem = '1GB'", denied],
    ["hiding from the log", () => "set log_statement = 'none'", denied],
    ["more room for temporary files", () => "set temp_file_limit = -1", denied],
  ];
  test.each(cases.map(([name, statement, code]) => [name, statement, code] as const))(
    "%s",
    async (_, statement, code) => {
      const outcome = await attempt(statement());
      expect(typeof code === "string" ? [code] : code).toContain(outcome);
    },
  );

  test("logging in with another's password", async () => {
    const { password } = await placeOf(theirs.tenantId);
    await expect(connectAs(mine.tenantId, { password })).rejects.toMatchObject({ code: "28P01" });
  });

  test("more connections than its limit", async () => {
    const clients = await Promise.allSettled(Array.from({ length: 6 }, () => connectAs(theirs.tenantId)));
    const refused = clients.filter((client) => client.status === "rejected").map(({ reason }) => reason.code as string);
    for (const client of clients) if (client.status === "fulfilled") await client.value.end();
    expect(refused).toEqual(["53300", "53300"]);
  });
});

test("information_schema shows a tenant's role its own tables, and none of another's", async () => {
  const { rows } = await attacker.query<{ table_schema: string }>(
    "select distinct table_schema from information_schema.tables where table_schema like 'tenant%'",
  );
  expect(rows).toEqual([{ table_schema: schemaOf(mine) }]);
});

test("a place where nothing was taken away is seen through: the same questions find another's names there", async () => {
  const owner = new pg.Client({ connectionString: started.postgres.url });
  await owner.connect();
  await owner.query("create database open_tenants template template0");
  await owner.query("grant connect on database open_tenants to public");
  await owner.end();
  const url = new URL(started.postgres.url);
  url.pathname = "/open_tenants";
  const inside = new pg.Client({ connectionString: url.toString() });
  await inside.connect();
  await inside.query(`create schema ${schemaOf(theirs)}`);
  const intruder = await connectAs(mine.tenantId, { database: "open_tenants" });
  const { rows } = await intruder.query("select nspname from pg_namespace where nspname like 'tenant%'");
  expect(rows).toEqual([{ nspname: schemaOf(theirs) }]);
  await Promise.all([intruder.end(), inside.end()]);
});

describe("the role for requests", () => {
  let requests: pg.Client;
  beforeAll(async () => {
    requests = new pg.Client({ connectionString: requestUrlOf(started.postgres.url, secret) });
    await requests.connect();
  });
  afterAll(() => requests.end());
  const refused = (statement: string) => expect(requests.query(statement)).rejects.toMatchObject({ code: "42501" });

  test("is a member of no role, and no tenant's", async () => {
    const { rows } = await requests.query(
      "select r.rolname from pg_roles r where pg_has_role(current_user, r.oid, 'member') and r.rolname <> current_user",
    );
    expect(rows).toEqual([]);
    await refused(`set role ${schemaOf(theirs)}`);
  });

  test("cannot reach a tenant's rows in their database", async () => {
    const url = new URL(requestUrlOf(started.postgres.url, secret));
    url.pathname = "/hotswap_tenants_1";
    const client = new pg.Client({ connectionString: url.toString() });
    await client.connect();
    await expect(client.query(`table ${schemaOf(theirs)}.settings`)).rejects.toMatchObject({ code: "42501" });
    await client.end();
  });

  test.each([
    ["altering the audit log", "update platform.audit_entries set action = 'x.y'"],
    ["deleting from the audit log", "delete from platform.audit_entries"],
    ["emptying the audit log", "truncate platform.audit_entries"],
    ["taking the trigger away", "alter table platform.audit_entries disable trigger all"],
    ["saying where a tenant's tables are", "update platform.tenant_schemas set name = name"],
    ["saying which migrations were applied", "delete from platform.migrations"],
    ["the queue's own tables", "select * from graphile_worker._private_jobs"],
    ["tables of its own", "create table platform.x (x int)"],
  ])("is refused %s", (_, statement) => refused(statement));

  test("enqueues jobs by the function alone", async () => {
    await requests.query("select platform.add_job('x', '{}', 'q', now(), 1, $1)", [randomUUID()]);
    await refused("select graphile_worker.add_job('x')");
  });
});
