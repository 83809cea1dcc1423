import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { relayLimits, startRelay, type Relay } from "#control-plane/relay/index.ts";
import { serverName, type TenantCredentials } from "#domain/contracts/index.ts";
import { startPostgres, type TestPostgres } from "#test/integration/control-plane/start-postgres.ts";
import { until } from "#test/integration/control-plane/start-control-plane.ts";
import { secret } from "./relayed-client.ts";
import { startDatabaseWorker, type DatabaseWorker } from "./start-database-worker.ts";
import { makeTenantRoles, runAsOwner, type TenantWithRole } from "./tenant-roles.ts";

let postgres: TestPostgres;
let directory: string;
let tenants: readonly TenantWithRole[];
let anna: TenantWithRole;
let relay: Relay;
let worker: DatabaseWorker;
const credentials = new Map<string, TenantCredentials>();

beforeAll(async () => {
  postgres = await startPostgres();
  directory = mkdtempSync(join(tmpdir(), "hotswap-db-"));
  tenants = await makeTenantRoles(
    postgres.url,
    Array.from({ length: 50 }, () => randomUUID()),
  );
  anna = tenants[0]!;
  for (const tenant of tenants) credentials.set(tenant.tenantId, tenant.credentials);
  relay = await start();
  worker = await startDatabaseWorker({
    directory,
    relaySocket: join(directory, "relay.sock"),
    secret,
    credentialsOf: (tenantId) => credentials.get(tenantId) ?? null,
  });
});
afterAll(async () => {
  await worker.stop();
  await relay.close();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

function start(limits: Partial<typeof relayLimits> = {}, server: TenantCredentials = anna.credentials): Promise<Relay> {
  return startRelay({
    socketPath: join(directory, "relay.sock"),
    secret,
    servers: new Set([serverName(server)]),
    tls: { mode: "disable", authorities: null },
    limits: { ...relayLimits, ...limits },
    log: () => {},
  });
}

const unavailable = { ok: false, failure: { code: "tenant-unavailable" } };

it("a tenant's object reads and writes as its own role, over two connections at most, and asks who it is once", async () => {
  const read = () =>
    worker.ask(anna.tenantId, "repeatable", "select current_user as who, pg_sleep(0.05)::text from notes");
  const answers = await Promise.all(Array.from({ length: 10 }, read));
  for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: [{ who: anna.credentials.role }] });
  expect(await worker.ask(anna.tenantId, "once", "insert into notes values ('more')")).toMatchObject({ ok: true });
  expect(relay.connections).toBeLessThanOrEqual(2);
  expect(worker.credentialsAsked).toBe(1);
});

it("what another tenant has is refused by the server, whatever is asked", async () => {
  const other = tenants[1]!.credentials.role;
  for (const statement of [`select * from ${other}.notes`, `set role ${other}`, `set session authorization ${other}`]) {
    expect(await worker.ask(anna.tenantId, "repeatable", statement)).toMatchObject({
      thrown: expect.stringContaining("permission denied"),
    });
  }
});

it("a statement may be longer than a message to the relay", async () => {
  const letters = relayLimits.messageBytesMax + 1_000_000;
  const statement = `select length('${"x".repeat(letters)}') as sent`;
  expect(await worker.ask(anna.tenantId, "repeatable", statement)).toMatchObject({
    ok: true,
    value: [{ sent: letters }],
  });
});

it("connections that are not used are closed", async () => {
  await worker.ask(anna.tenantId, "repeatable", "select 1");
  expect(relay.connections).toBeGreaterThan(0);
  expect(
    await until(
      async () => relay.connections,
      (open) => open === 0,
    ),
  ).toBe(0);
});

it("Postgres restarted in mid-request: a read is done once more, a write is not, and is not half done", async () => {
  const count = "select count(*)::int as count from notes";
  const before = await worker.ask(anna.tenantId, "repeatable", count);
  const slowRead = worker.ask(anna.tenantId, "repeatable", "select 'done' as word, pg_sleep(1)::text");
  const slowWrite = worker.ask(
    anna.tenantId,
    "once",
    "insert into notes select 'half' from generate_series(1, 1000) as n where pg_sleep(0.001 + n * 0) is not null",
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  await postgres.restart();
  expect(await slowWrite).toMatchObject(unavailable);
  expect(await slowRead).toMatchObject({ ok: true, value: [{ word: "done" }] });
  expect(await worker.ask(anna.tenantId, "repeatable", count)).toEqual(before);
});

it("a relay that ends and comes back costs an answer at most; while it is away the tenant is unavailable, soon", async () => {
  await worker.ask(anna.tenantId, "repeatable", "select 1");
  await relay.close();
  const since = performance.now();
  expect(await worker.ask(anna.tenantId, "repeatable", "select 1")).toMatchObject(unavailable);
  expect(await worker.ask(anna.tenantId, "once", "insert into notes values ('never')")).toMatchObject(unavailable);
  expect(performance.now() - since).toBeLessThan(10_000);
  relay = await start();
  expect(await worker.ask(anna.tenantId, "once", "delete from notes where text = 'never'")).toMatchObject({
    ok: true,
  });
});

it("a relay that is back within moments is waited for", async () => {
  await relay.close();
  const asked = worker.ask(anna.tenantId, "once", "insert into notes values ('patient')");
  await new Promise((resolve) => setTimeout(resolve, 500));
  relay = await start();
  expect(await asked).toMatchObject({ ok: true });
});

it("a password that was changed is asked for anew; one that is wrong all the same makes the tenant unavailable", async () => {
  const { role } = anna.credentials;
  const end = `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`;
  await runAsOwner(postgres.url, `alter role ${role} password 'rotated'; ${end}`);
  expect(await worker.ask(anna.tenantId, "repeatable", "select 1 as one")).toMatchObject(unavailable);
  credentials.set(anna.tenantId, { ...anna.credentials, password: "rotated" });
  const asked = worker.credentialsAsked;
  expect(await worker.ask(anna.tenantId, "once", "select 1 as one")).toMatchObject({ ok: true });
  expect(worker.credentialsAsked).toBeGreaterThan(asked);
});

it("credentials of a server that the relay leads to no longer are asked for anew", async () => {
  const own = credentials.get(anna.tenantId)!;
  const moved = { ...own, host: own.host === "localhost" ? "127.0.0.1" : "localhost" };
  await worker.ask(anna.tenantId, "repeatable", "select 1");
  await relay.close();
  relay = await start({}, moved);
  expect(await worker.ask(anna.tenantId, "repeatable", "select 1")).toMatchObject(unavailable);
  credentials.set(anna.tenantId, moved);
  expect(await worker.ask(anna.tenantId, "once", "select 1 as one")).toMatchObject({ ok: true });
  credentials.set(anna.tenantId, own);
  await relay.close();
  relay = await start();
});

it("a tenant without a database is unavailable", async () => {
  expect(await worker.ask(randomUUID(), "repeatable", "select 1")).toMatchObject(unavailable);
});

it("fifty tenants at once are all answered, also where the relay has places for fewer", async () => {
  const askAll = () =>
    Promise.all(
      tenants.flatMap(({ tenantId }) =>
        Array.from({ length: 4 }, () => worker.ask(tenantId, "repeatable", "select current_user as who")),
      ),
    );
  for (const connectionsMax of [relayLimits.connectionsMax, 80]) {
    await relay.close();
    relay = await start({ connectionsMax });
    const answers = await askAll();
    expect(answers.filter((answer) => "ok" in answer && answer.ok).length).toBe(200);
    expect(relay.connections).toBeLessThanOrEqual(connectionsMax);
  }
});
