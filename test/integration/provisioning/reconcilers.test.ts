import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checksOf, HealthBoard } from "#control-plane/health/index.ts";
import { ProviderUnavailable, type TenantProvider } from "#control-plane/drivers/provider/index.ts";
import { provisionTenant, resourcesOf, providerOf } from "#control-plane/provisioning/index.ts";
import { makeDue, reconcileTenant, runReconciler, type ReconcilerServices } from "#control-plane/reconcilers/index.ts";
import { deleteTenant, findTenant, updateTenant } from "#control-plane/services/tenants/index.ts";
import { openRedis } from "#test/contract/support/redis-harness.ts";
import { acting } from "../tenants/start-database.ts";
import { startSetting, type Setting } from "./setting.ts";

let setting: Setting;
let services: ReconcilerServices;
const { signal } = new AbortController();
beforeAll(async () => {
  setting = await startSetting();
  services = { ...setting.services, resyncSeconds: 3_600 };
});
afterAll(() => setting.stop());

async function make(): Promise<string> {
  const { tenantId } = await setting.create();
  await provisionTenant(services, tenantId);
  return tenantId;
}
const nameOf = (tenantId: string) => `tenant_${tenantId.replaceAll("-", "")}`;
const asAdmin = async (...command: string[]) => {
  const session = await openRedis(setting.redisUrl);
  await session.send(...command);
  session.close();
};
/** Looks at every tenant now. */
async function round(provider: "postgres" | "redis" | "blobs", with_ = services): Promise<number> {
  await runReconciler(with_, provider, signal);
  await setting.query("update platform.reconciliations set due_at = now() where provider = $1", [provider]);
  return runReconciler(with_, provider, signal);
}
const reportsOf = async (tenantId: string) =>
  (
    await setting.query<{ what: string[] }>(
      "select what from platform.drift_reports where tenant_id = $1 order by report_id",
      [tenantId],
    )
  ).flatMap(({ what }) => what);

describe("what is not as it ought to be is mended and reported", () => {
  const drifts: readonly (readonly [string, "postgres" | "redis" | "blobs", (tenantId: string) => Promise<unknown>])[] =
    [
      ["a role that may do more", "postgres", (id) => setting.query(`alter role ${nameOf(id)} createdb`)],
      [
        "a role with more connections",
        "postgres",
        (id) => setting.query(`alter role ${nameOf(id)} connection limit 99`),
      ],
      ["a role that is a member of another", "postgres", (id) => setting.query(`grant pg_monitor to ${nameOf(id)}`)],
      [
        "a database that was dropped",
        "postgres",
        async (id) => {
          const [row] = await setting.query<{ name: string }>(
            `select d.name from platform.tenant_databases d join platform.tenant_schemas s on s.database_number = d.number
              where s.tenant_id = $1`,
            [id],
          );
          await setting.query(`drop database ${row!.name} with (force)`);
        },
      ],
      ["a role without time limits", "postgres", (id) => setting.query(`alter role ${nameOf(id)} reset all`)],
      ["a widened rule", "redis", (id) => asAdmin("ACL", "SETUSER", `tenant-${id}`, "~*")],
      ["a deleted user", "redis", (id) => asAdmin("ACL", "DELUSER", `tenant-${id}`)],
      [
        "a deleted directory",
        "blobs",
        async (id) => rmSync(join(setting.blobsDirectory, `tenant-${id}`), { recursive: true }),
      ],
    ];
  test.each(drifts)("%s", async (_, provider, drift) => {
    const tenantId = await make();
    await round(provider);
    expect(await reportsOf(tenantId)).toEqual([]);
    await drift(tenantId);
    await round(provider);
    const reports = await reportsOf(tenantId);
    expect(reports.length).toBeGreaterThan(0);
    const found = await findTenant(services.database, tenantId);
    const resources = resourcesOf(services, found.ok ? found.value : (undefined as never));
    expect(await providerOf(services, provider)!.compare(resources, signal)).toEqual([]);
    await round(provider);
    expect(await reportsOf(tenantId)).toEqual(reports);
    const logged = await setting.query<{ before: { what: string[] } }>(
      "select before from platform.audit_entries where action = 'drift.repaired' and target_id = $1",
      [tenantId],
    );
    expect(logged.flatMap(({ before }) => before.what)).toEqual(reports);
    expect(await services.metrics.registry.metrics()).toContain(
      `hotswap_drifts_repaired_total{provider="${provider}"}`,
    );
  });
});

test("of several that hold one tenant at a time one does so, and one that is being taken down is left alone", async () => {
  const tenantId = await make();
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => reconcileTenant(services, "redis", tenantId, signal)));
  expect(outcomes.filter(({ kind }) => kind === "held").length).toBeGreaterThan(0);
  await services.databases.withTenantLock(tenantId, async () => {
    expect(await reconcileTenant(services, "redis", tenantId, signal)).toEqual({ kind: "busy" });
  });
  const found = await findTenant(services.database, tenantId);
  await deleteTenant({ ...services, graceSeconds: 3_600 }, tenantId, found.ok ? found.value.subdomain : "", acting);
  expect(await reconcileTenant(services, "redis", tenantId, signal)).toEqual({ kind: "gone" });
});

test("a tenant that is changed is looked at next, and what happens during a look is not missed", async () => {
  const tenantId = await make();
  await round("redis");
  const due = async () =>
    (
      await setting.query<{ due: boolean }>(
        "select due_at <= now() as due from platform.reconciliations where tenant_id = $1 and provider = 'redis'",
        [tenantId],
      )
    )[0]?.due;
  expect(await due()).toBe(false);
  const found = await findTenant(services.database, tenantId);
  await updateTenant(services, tenantId, { tier: "starter" }, found.ok ? found.value.version : 0, acting);
  expect(await due()).toBe(true);
  const redis = services.providers.get("redis")!;
  const disturbed: TenantProvider = {
    ...redis,
    async ensure(...input) {
      const drifts = await redis.ensure(...input);
      await makeDue(services.database, tenantId, ["redis"]);
      return drifts;
    },
  };
  const once = { ...services, providers: new Map([["redis" as const, disturbed]]) };
  const looking = new AbortController();
  setTimeout(() => looking.abort(), 1_000);
  await runReconciler(once, "redis", looking.signal).catch(() => {});
  expect(await due()).toBe(true);
});

test("what stands in the way of one tenant alone does not keep a provider that is well from the others", async () => {
  const [hindered, other] = [await make(), await make()];
  await round("redis");
  const redis = services.providers.get("redis")!;
  const narrow: TenantProvider = {
    ...redis,
    ensure: (tenant, ...more) =>
      tenant.tenantId === hindered
        ? Promise.reject(new ProviderUnavailable("Its things are stuck."))
        : redis.ensure(tenant, ...more),
  };
  await asAdmin("ACL", "DELUSER", `tenant-${other}`);
  await setting.query("update platform.reconciliations set due_at = now() where provider = 'redis'");
  // First of all, and so in the way of all.
  await setting.query(
    "update platform.reconciliations set due_at = now() - interval '1 hour' where provider = 'redis' and tenant_id = $1",
    [hindered],
  );
  await runReconciler({ ...services, providers: new Map([["redis" as const, narrow]]) }, "redis", signal);
  expect((await reportsOf(other)).length).toBeGreaterThan(0);
  const [row] = await setting.query(
    "select due_at between now() + interval '50 s' and now() + interval '70 s' as soon from platform.reconciliations where provider = 'redis' and tenant_id = $1",
    [hindered],
  );
  expect(row).toEqual({ soon: true });
  const [run] = await setting.query("select failures from platform.reconcilers where provider = 'redis'");
  expect(run).toEqual({ failures: 0 });
});

test("whoever is looked after already is not taken in again", async () => {
  await make();
  await round("redis");
  await setting.query(`
    create function platform.refuse() returns trigger language plpgsql as $$ begin raise 'taken in again'; end $$;
    create trigger refuse before insert on platform.reconciliations for each row execute function platform.refuse()`);
  try {
    await runReconciler(services, "redis", signal);
  } finally {
    await setting.query("drop trigger refuse on platform.reconciliations; drop function platform.refuse()");
  }
});

test("a tenant whose schema is being made is nobody else's until that has ended, also when it took too long", async () => {
  const tenantId = await make();
  const [begun, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { databases } = services;
  const slow = {
    ...databases,
    async inspectSchema(...input: Parameters<typeof databases.inspectSchema>) {
      begun.resolve();
      await going.promise;
      return databases.inspectSchema(...input);
    },
  };
  const stopping = new AbortController();
  const held = reconcileTenant({ ...services, databases: slow }, "postgres", tenantId, stopping.signal);
  await begun.promise;
  stopping.abort();
  expect(await databases.tryTenantLock(tenantId, async () => "free")).toBeNull();
  going.resolve();
  expect(await held).toEqual({ kind: "held", drifts: [] });
  expect(await reconcileTenant(services, "postgres", tenantId, signal)).toEqual({ kind: "held", drifts: [] });
});

test("a provider that is away is asked again after ever longer pauses, and health tells since when", async () => {
  await make();
  const away: TenantProvider = {
    ...services.providers.get("blobs")!,
    ensure: () => Promise.reject(new ProviderUnavailable("The store is away.")),
    health: async () => ({ status: "unavailable", detail: "The store is away." }),
  };
  const without = { ...services, providers: new Map([...services.providers, ["blobs" as const, away]]) };
  expect(await round("blobs", without)).toBeLessThan(await round("blobs", without));
  const board = (with_: ReconcilerServices) =>
    new HealthBoard(checksOf({ ...with_, hasMail: false, hasRelay: true, checkEdge: async () => {} }));
  const ill = board(without);
  const first = await ill.look();
  const found = (name: string) => first.components.find(({ component }) => component === name);
  expect(first.status).toBe("degraded");
  expect(found("blobs")).toMatchObject({ status: "unavailable", detail: "The store is away." });
  expect(found("reconcilers")).toMatchObject({ status: "degraded" });
  expect(found("kubernetes")).toMatchObject({ status: "not-configured" });
  expect(found("redis")).toMatchObject({ status: "ok" });
  const later = await ill.look();
  expect(later.components.map(({ since }) => since)).toEqual(first.components.map(({ since }) => since));
  await round("blobs");
  const healed = await board(services).look();
  expect(healed.components.filter(({ status }) => status !== "ok").map(({ component }) => component)).toEqual([
    "kubernetes",
    "tenant-clusters",
    "mail",
  ]);
});
