import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fail, ok } from "#domain/errors/index.ts";
import { provisionTenant, removeTenant } from "#control-plane/provisioning/index.ts";
import {
  findClusters,
  removeKubeconfig,
  setKubeconfig,
  type ClusterServices,
} from "#control-plane/services/clusters/index.ts";
import { listDriftReports, listDriftReportsInputSchema } from "#control-plane/services/drift-reports/index.ts";
import { listUnknownWebsites, sweepProvider, type ReconcilerServices } from "#control-plane/reconcilers/index.ts";
import { deleteTenant } from "#control-plane/services/tenants/index.ts";
import { makeTenant as makeStranger } from "#test/contract/support/tenants.ts";
import { acting } from "../tenants/start-database.ts";
import { startSetting, type Setting } from "./setting.ts";

let setting: Setting;
let services: ClusterServices & ReconcilerServices;
const { signal } = new AbortController();

beforeAll(async () => {
  setting = await startSetting();
  const clusters: ClusterServices["clusters"] = {
    async inspect(kubeconfig) {
      const [, server, clusterId] = /^(\S+) (\S+)/.exec(kubeconfig) ?? [];
      if (server === undefined) return fail("invalid-kubeconfig", "It is none.");
      if (server === "away") return fail("cluster-unavailable", "It is away.");
      return ok({ server, version: "v1.33.1", clusterId: clusterId! });
    },
  };
  services = { ...setting.services, clusters, resyncSeconds: 3_600 };
});
afterAll(() => setting.stop());

async function make(tier: "enterprise" | "starter") {
  const tenant = await setting.create({ tier });
  await provisionTenant(services, tenant.tenantId);
  return tenant;
}
const set = (tenantId: string, kubeconfig: string) => setKubeconfig(services, tenantId, kubeconfig, acting);
const codeOf = (result: Awaited<ReturnType<typeof set>>) => (result.ok ? "ok" : result.failure.code);
const found = (tenantId: string) => findClusters(services.owner, services.masterKeys, tenantId);

test("a kubeconfig is sealed, in no answer and no log; another cluster's takes its place, and the first is kept in mind", async () => {
  const { tenantId, subdomain } = await make("enterprise");
  const first = await set(tenantId, "one cluster-1 top-secret");
  expect(first.ok && first.value.tenant.cluster).toMatchObject({ server: "one", clusterId: "cluster-1" });
  expect(await found(tenantId)).toEqual({ own: "one cluster-1 top-secret", left: [] });

  // The same cluster by another account is no other cluster.
  await set(tenantId, "one cluster-1 top-secret-2");
  expect(await found(tenantId)).toEqual({ own: "one cluster-1 top-secret-2", left: [] });
  await set(tenantId, "two cluster-2 top-secret-3");
  const { own, left } = await found(tenantId);
  expect(own).toBe("two cluster-2 top-secret-3");
  expect(left.map(({ kubeconfig }) => kubeconfig)).toEqual(["one cluster-1 top-secret-2"]);

  const removed = await removeKubeconfig(services, tenantId, { abandon: false }, acting);
  expect(removed.ok && removed.value.tenant.cluster).toBeNull();
  expect((await found(tenantId)).left).toHaveLength(2);
  await removeKubeconfig(services, tenantId, { abandon: true }, acting);
  expect(await found(tenantId)).toEqual({ own: null, left: [] });

  const logged = await setting.query<{ action: string }>(
    "select action, before, after from platform.audit_entries where tenant_id = $1 and action like 'tenant.cluster%' order by sequence",
    [tenantId],
  );
  expect(logged.map(({ action }) => action)).toEqual([
    "tenant.cluster-set",
    "tenant.cluster-set",
    "tenant.cluster-set",
    "tenant.cluster-removed",
    "tenant.cluster-abandoned",
  ]);
  const kept = [logged, ...(await Promise.all(["tenants", "tenant_secrets", "left_clusters"].map(rowsOf)))];
  expect(JSON.stringify(kept)).not.toContain("top-secret");

  await set(tenantId, "three cluster-3 top-secret-4");
  await deleteTenant(services, tenantId, subdomain, acting);
  await removeTenant(services, tenantId);
  expect(await found(tenantId)).toEqual({ own: null, left: [] });
  const [row] = await setting.query("select status, cluster from platform.tenants where tenant_id = $1", [tenantId]);
  expect(row).toEqual({ status: "deleted", cluster: null });
});

const rowsOf = (table: string) => setting.query(`select * from platform.${table}`);

test("a lower tier, a cluster that is away, what is no kubeconfig, and a platform without Kubernetes are refused, and change nothing", async () => {
  const [enterprise, starter] = [await make("enterprise"), await make("starter")];
  expect(codeOf(await set(starter.tenantId, "one cluster-1"))).toBe("tier-too-low");
  expect(codeOf(await set(enterprise.tenantId, "away cluster-1"))).toBe("cluster-unavailable");
  expect(codeOf(await set(enterprise.tenantId, "nonsense"))).toBe("invalid-kubeconfig");
  const without = { ...services, clusters: null };
  expect(codeOf(await setKubeconfig(without, enterprise.tenantId, "one cluster-1", acting))).toBe("not-configured");
  for (const { tenantId } of [enterprise, starter]) expect(await found(tenantId)).toEqual({ own: null, left: [] });
});

test("what comes back of a deleted tenant is swept and reported; what is of nobody known here is counted and left alone", async () => {
  const { tenantId, subdomain } = await make("starter");
  await deleteTenant(services, tenantId, subdomain, acting);
  await removeTenant(services, tenantId);
  const redis = services.providers.get("redis")!;
  const [returned, stranger] = [{ ...makeStranger(), tenantId }, makeStranger()];
  for (const tenant of [returned, stranger]) await redis.ensure(tenant, signal);

  expect(await sweepProvider(services, "redis", signal)).toEqual({ removed: 1, strangers: 1, stale: 0 });
  expect(await redis.remains(tenantId, signal)).toEqual([]);
  expect((await redis.remains(stranger.tenantId, signal)).length).toBe(1);
  expect(await sweepProvider(services, "redis", signal)).toEqual({ removed: 0, strangers: 1, stale: 0 });
  const [row] = await setting.query("select strangers from platform.reconcilers where provider = 'redis'");
  expect(row).toEqual({ strangers: 1 });
  for (const provider of ["postgres", "blobs"] as const) {
    expect(await sweepProvider(services, provider, signal)).toEqual({ removed: 0, strangers: 0, stale: 0 });
  }
});

test("a website that arrives after its tenant was taken away is swept and reported, and so is a row that nobody has", async () => {
  const [gone, living] = [await make("starter"), await make("starter")];
  await deleteTenant(services, gone.tenantId, gone.subdomain, acting);
  await removeTenant(services, gone.tenantId);
  expect(await sweepProvider(services, "websites", signal)).toEqual({ removed: 0, strangers: 0, stale: 0 });
  const [late, unknown, kept] = [randomUUID(), randomUUID(), randomUUID()];
  setting.websites.set(late, gone.tenantId);
  setting.websites.set(kept, living.tenantId);
  await setting.query(
    `insert into platform.websites (website_id, tenant_id, name, status, hostnames, created_at, updated_at)
      values ($1, $2, 'Late', 'active', '{}', now(), now()), ($3, $4, 'Kept', 'active', '{}', now(), now())`,
    [unknown, gone.tenantId, kept, living.tenantId],
  );

  expect(await sweepProvider(services, "websites", signal)).toEqual({ removed: 1, strangers: 0, stale: 0 });
  expect(setting.websites.has(late)).toBe(false);
  expect(setting.websites.has(kept)).toBe(true);
  const statuses = await setting.query("select status from platform.websites where website_id = any($1)", [
    [unknown, kept],
  ]);
  expect(statuses.map((row) => row["status" as never]).toSorted()).toEqual(["active", "deleted"]);
  const reports = await setting.query<{ what: string[] }>(
    "select what from platform.drift_reports where tenant_id = $1 and provider = 'websites'",
    [gone.tenantId],
  );
  expect(reports.flatMap(({ what }) => what)).toHaveLength(2);
  expect(await sweepProvider(services, "websites", signal)).toEqual({ removed: 0, strangers: 0, stale: 0 });
});

test("a website of a tenant at work that the list does not know is listed anew, and told of", async () => {
  const { tenantId } = await make("starter");
  const websiteId = randomUUID();
  setting.websites.set(websiteId, tenantId);
  expect(await listUnknownWebsites(services, signal)).toBeGreaterThan(0);
  const [row] = await setting.query("select status, hostnames from platform.websites where website_id = $1", [
    websiteId,
  ]);
  expect(row).toEqual({ status: "active", hostnames: ["kept.example"] });
  const reports = await setting.query(
    "select from platform.drift_reports where tenant_id = $1 and provider = 'websites'",
    [tenantId],
  );
  expect(reports.length).toBeGreaterThan(0);
  expect(await listUnknownWebsites(services, signal)).toBe(0);
});

test("drift reports are listed newest first, in pages, by tenant, provider and time", async () => {
  const { tenantId } = await make("starter");
  await setting.query(
    `insert into platform.drift_reports (tenant_id, provider, found_at, what)
      select $1, case when n % 2 = 0 then 'redis' else 'blobs' end, timestamptz '2026-01-01' + make_interval(days => n), array['drift ' || n]
        from generate_series(1, 5) n`,
    [tenantId],
  );
  const list = async (query: Record<string, string>) => {
    const input = listDriftReportsInputSchema.parse({ tenantId, ...query });
    const { items, cursor } = await listDriftReports(services.database, input);
    return { what: items.flatMap(({ what }) => what), cursor };
  };
  const first = await list({ limit: "2" });
  expect(first.what).toEqual(["drift 5", "drift 4"]);
  expect(await list({ limit: "3", cursor: first.cursor! })).toEqual({
    what: ["drift 3", "drift 2", "drift 1"],
    cursor: null,
  });
  expect((await list({ provider: "redis" })).what).toEqual(["drift 4", "drift 2"]);
  const [from, to] = ["2026-01-03T00:00:00Z", "2026-01-05T00:00:00Z"];
  expect((await list({ from, to })).what).toEqual(["drift 3", "drift 2"]);
});
