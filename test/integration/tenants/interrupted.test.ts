import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withTransaction, type Migration } from "#control-plane/database/index.ts";
import type { TenantDatabases } from "#control-plane/drivers/tenant-databases/index.ts";
import { ensureSchema, migrateSchemas } from "#control-plane/services/tenant-schemas/index.ts";
import { provisionTenant, removeTenant } from "#control-plane/provisioning/index.ts";
import {
  createTenant,
  deleteTenant,
  enqueueTenantJob,
  restoreTenant,
  tenantTasks,
} from "#control-plane/services/tenants/index.ts";
import { startControlPlane, until } from "#test/integration/control-plane/start-control-plane.ts";
import { cutOff, databaseSteps } from "./cut-off-databases.ts";
import { acting, makeActiveTenant, newTenant } from "./start-database.ts";
import { startTenantsSetting, type TenantsSetting } from "./tenants-setting.ts";

let setting: TenantsSetting;
beforeAll(async () => {
  setting = await startTenantsSetting();
});
afterAll(() => setting.stop());

describe.each(["before", "after"] as const)("cut off %s a step", (when) => {
  test.each(databaseSteps.slice(0, 3))("making a tenant goes on at '%s', and makes everything once", async (step) => {
    const input = newTenant();
    await withTransaction(setting.database, (transaction) => createTenant(transaction, input, acting));
    const broken = { ...setting.services, databases: cutOff(setting.services.databases, step, when) };
    await expect(provisionTenant(broken, input.tenantId!)).rejects.toThrow("cut off");
    expect(await setting.statusOf(input.tenantId!)).toBe("provisioning");
    await provisionTenant(setting.services, input.tenantId!);
    await provisionTenant(setting.services, input.tenantId!);
    expect(await setting.statusOf(input.tenantId!)).toBe("active");
    expect(await setting.tracesOf(input.tenantId!)).toEqual({ roles: 1, secrets: 1, countedTooMany: 0 });
  });

  test("removing a tenant goes on, and leaves nothing", async () => {
    const { tenantId, subdomain } = await makeActiveTenant(setting.services);
    await deleteTenant(setting.services, tenantId, subdomain, acting);
    const broken = { ...setting.services, databases: cutOff(setting.services.databases, "ensureSchemaDropped", when) };
    await expect(removeTenant(broken, tenantId)).rejects.toThrow("cut off");
    expect(await setting.statusOf(tenantId)).toBe("deprovisioning");
    // As by a clock that was set back since.
    await setting.query(
      "update platform.tenants set removal_due_at = removal_due_at + interval '1 day' where tenant_id = $1",
      [tenantId],
    );
    expect((await restoreTenant(setting.services, tenantId, acting)).ok).toBe(false);
    await removeTenant(setting.services, tenantId);
    await removeTenant(setting.services, tenantId);
    expect(await setting.statusOf(tenantId)).toBe("deleted");
    expect(await setting.tracesOf(tenantId)).toEqual({ roles: 0, secrets: 0, countedTooMany: 0 });
  });
});

test("eight that make one tenant at a time make it once", async () => {
  const input = newTenant();
  await withTransaction(setting.database, (transaction) => createTenant(transaction, input, acting));
  const made = await Promise.all(Array.from({ length: 8 }, () => provisionTenant(setting.services, input.tenantId!)));
  expect(made.every((outcome) => outcome.ok && outcome.value.tenant.version === 2)).toBe(true);
  expect(await setting.tracesOf(input.tenantId!)).toEqual({ roles: 1, secrets: 1, countedTooMany: 0 });
});

test("the next database is taken when one is full, and a place that became free is used again", async () => {
  const [{ schemas } = { schemas: 0 }] = await setting.query<{ schemas: number }>(
    "select schemas from platform.tenant_databases where number = 1",
  );
  const small = { ...setting.services, schemasPerDatabase: schemas + 2 };
  const made = await Promise.all(Array.from({ length: 5 }, () => makeActiveTenant(small)));
  const numbers = async () =>
    setting.query<{ number: number; schemas: number }>(
      "select number, schemas from platform.tenant_databases order by number",
    );
  expect(await numbers()).toEqual([
    { number: 1, schemas: schemas + 2 },
    { number: 2, schemas: 3 },
  ]);
  const inFirst = await setting.query<{ tenant_id: string }>(
    "select tenant_id from platform.tenant_schemas where database_number = 1 and tenant_id = any($1)",
    [made.map(({ tenantId }) => tenantId)],
  );
  const leaving = made.find(({ tenantId }) => tenantId === inFirst[0]!.tenant_id)!;
  await deleteTenant(small, leaving.tenantId, leaving.subdomain, acting);
  await removeTenant(small, leaving.tenantId);
  await makeActiveTenant(small);
  expect((await numbers())[0]).toEqual({ number: 1, schemas: schemas + 2 });
});

test("the place of a tenant that has one is known while places are given to others", async () => {
  const { tenantId } = await makeActiveTenant(setting.services);
  await withTransaction(setting.database, async (transaction) => {
    await transaction.execute("select pg_advisory_xact_lock(hashtextextended('tenant-databases', 1))");
    await ensureSchema(setting.services, tenantId, { anew: true });
  });
});

describe("migrating tenants", () => {
  const second: Migration = { name: "9001-notes", sql: "create table notes (x int)", sha256: "0".repeat(64) };

  test("of fifty, interrupted again and again, goes on with those that are left and migrates each once", async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => makeActiveTenant(setting.services)));
    const tenantMigrations = [...setting.services.tenantMigrations, second];
    let calls = 0;
    let interruptions = 0;
    for (;;) {
      const stopping = new AbortController();
      const databases: TenantDatabases = {
        ...setting.services.databases,
        async migrateSchema(...input) {
          calls += 1;
          if (calls % 13 === 0) stopping.abort();
          await setting.services.databases.migrateSchema(...input);
        },
      };
      const outcome = await migrateSchemas({ ...setting.services, databases, tenantMigrations }, stopping.signal).catch(
        () => null,
      );
      if (outcome !== null) break;
      interruptions += 1;
    }
    expect(interruptions).toBeGreaterThan(2);
    const left = await setting.query(
      "select from platform.tenant_schemas where removed_at is null and migrated_to <> '9001-notes'",
    );
    expect(left).toEqual([]);
    // Each call brought one further: the fifty, and those that were there before.
    const [{ all } = { all: 0 }] = await setting.query<{ all: number }>(
      "select count(*)::int as all from platform.tenant_schemas where removed_at is null",
    );
    expect(calls).toBe(all);
    expect(made).toHaveLength(50);
  });

  test("one that fails is noted with its reason, and the others go on", async () => {
    const [failing] = [await makeActiveTenant(setting.services), await makeActiveTenant(setting.services)];
    const third: Migration = {
      name: "9002-broken",
      sql: `do $$ begin if current_schema = 'tenant_${failing.tenantId.replaceAll("-", "")}' then raise 'no room'; end if; end $$`,
      sha256: "1".repeat(64),
    };
    const outcome = await migrateSchemas(
      { ...setting.services, tenantMigrations: [...setting.services.tenantMigrations, second, third] },
      new AbortController().signal,
    );
    expect(outcome.failed).toEqual([failing.tenantId]);
    const [row] = await setting.query<{ migration_error: string; migrated_to: string }>(
      "select migration_error from platform.tenant_schemas where tenant_id = $1",
      [failing.tenantId],
    );
    expect(row).toEqual({ migration_error: "no room" });
  });

  test("refuses one that was changed after it was applied", async () => {
    const { tenantId } = await makeActiveTenant(setting.services);
    const changed = setting.services.tenantMigrations.map((migration) => ({ ...migration, sha256: "2".repeat(64) }));
    const later: Migration = { ...second, name: "9003-later" };
    const migrating = ensureSchema({ ...setting.services, tenantMigrations: [...changed, later] }, tenantId);
    await expect(migrating).rejects.toThrow("published ones never change");
  });
});

test("tenants whose making takes long keep nobody from what edges are told", async () => {
  const active = await makeActiveTenant(setting.services);
  const slow = [newTenant(), newTenant(), newTenant()];
  for (const input of slow) {
    await withTransaction(setting.database, (transaction) => createTenant(transaction, input, acting));
  }
  const release = Promise.withResolvers<void>();
  const held = slow.map(({ tenantId }) => setting.services.databases.withTenantLock(tenantId!, () => release.promise));
  const service = await startControlPlane(setting.databaseUrl, { EDGE_API_URL: setting.edgeUrl });
  try {
    const keys = slow.map(({ tenantId }) => `provision-tenant:${tenantId}`);
    const atWork = () =>
      setting.query("select from graphile_worker.jobs where key = any($1) and locked_at is not null", [keys]);
    expect(await until(atWork, (rows) => rows.length === 2)).toHaveLength(2);
    await setting.query("update platform.tenants set state_version = state_version + 1 where tenant_id = $1", [
      active.tenantId,
    ]);
    await withTransaction(setting.database, (transaction) =>
      enqueueTenantJob(transaction, tenantTasks.push, active.tenantId, 0),
    );
    const behind = await until(
      () =>
        setting.query("select from platform.tenants where tenant_id = $1 and pushed_version < state_version", [
          active.tenantId,
        ]),
      (rows) => rows.length === 0,
    );
    expect(behind).toEqual([]);
    expect(await atWork()).toHaveLength(2);
  } finally {
    release.resolve();
    await Promise.all(held);
    await service.stop();
  }
});

test("killed again and again while tenants are created, the control plane goes on and makes each whole", async () => {
  const environment = { EDGE_API_URL: setting.edgeUrl };
  const origin = { requestId: "r", address: "127.0.0.1", userAgent: "test" };
  const asPlatform = {
    kind: "caller",
    actor: { kind: "platform-token" },
    tenantId: null,
    role: null,
    websiteId: null,
    origin,
  } as const;
  const ids = Array.from({ length: 12 }, () => randomUUID());
  for (let round = 0; round < 3; round += 1) {
    const service = await startControlPlane(setting.databaseUrl, environment);
    await until(service.health, ({ status }) => status === 200);
    const calls = ids
      .slice(round * 4, round * 4 + 4)
      .map((tenantId) => service.call(asPlatform, "/internal/tenants", newTenant({ tenantId })).catch(() => null));
    // As soon as one of them is there, before it can have all that it needs.
    await until(
      () => setting.query("select from platform.tenants where tenant_id = any($1)", [ids.slice(round * 4)]),
      (rows) => rows.length > 0,
    );
    service.kill("SIGKILL");
    await Promise.all(calls);
    await service.stop();
  }
  const last = await startControlPlane(setting.databaseUrl, environment);
  const begun = await setting.query<{ tenant_id: string }>(
    "select tenant_id from platform.tenants where tenant_id = any($1)",
    [ids],
  );
  const unfinished = await until(
    () => setting.query("select from platform.tenants where tenant_id = any($1) and status <> 'active'", [ids]),
    (rows) => rows.length === 0,
  );
  expect(begun.length).toBeGreaterThan(0);
  expect(unfinished).toEqual([]);
  for (const { tenant_id } of begun) {
    expect(await setting.tracesOf(tenant_id)).toEqual({ roles: 1, secrets: 1, countedTooMany: 0 });
  }
  const behind = await until(
    () =>
      setting.query("select from platform.tenants where tenant_id = any($1) and pushed_version < state_version", [ids]),
    (rows) => rows.length === 0,
  );
  expect(behind).toEqual([]);
  await last.stop();
});
