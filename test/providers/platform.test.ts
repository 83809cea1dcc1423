import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rgwBlobsProvider } from "#control-plane/drivers/blobs/index.ts";
import { redisProvider } from "#control-plane/drivers/redis/index.ts";
import type { DriftReport, Provisioning } from "#domain/provisioning/index.ts";
import type { Tenant } from "#domain/tenant/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { kubernetesClient, pathsOf } from "#test/contract/support/kubernetes-client.ts";
import { rgwOptions } from "#test/contract/support/rgw-harness.ts";
import { findFreePort } from "#test/contract/support/cutting-proxy.ts";
import { eventually } from "#test/support/eventually.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { environmentOf, startServers, type Servers } from "./support/start-servers.ts";

let servers: Servers;
let platform: Awaited<ReturnType<typeof startTestPlatform>>;
const directory = mkdtempSync(join(tmpdir(), "hotswap-kubeconfig-"));
const { signal } = new AbortController();

beforeAll(async () => {
  servers = await startServers();
  const own = await servers.startOwnCluster();
  const path = join(directory, "kubeconfig");
  writeFileSync(path, servers.kubernetes.kubeconfig(), { mode: 0o600 });
  const env = {
    ...environmentOf(servers, path),
    // Else only addresses of the public internet are let in.
    FETCH_ALLOW: `127.0.0.1:${own.port},127.0.0.1:${servers.kubernetes.port}`,
    TENANT_GRACE_SECONDS: "0",
  };
  platform = await startTestPlatform({ postgres: true, firstWebsites: true, env });
  await platform.untilHealthy();
});
afterAll(async () => {
  await platform?.dispose();
  await servers?.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown) {
  const response = await localFetch(`${platform.urls.api}${path}`, {
    method,
    headers: { Authorization: `Bearer ${platform.token}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs: 30_000,
  });
  const text = await response.text();
  return { status: response.status, text, body: (text === "" ? {} : JSON.parse(text)) as Body };
}

test("by the API alone: a tenant with everything real, mended, moved to its own cluster, and gone without a trace", async () => {
  const begun = performance.now();
  const made = await call<Tenant>("POST", "/admin/tenants", {
    name: "Whole",
    subdomain: "whole-one",
    tier: "enterprise",
    ownerEmail: "ann@example.com",
  });
  console.log(`made with everything real in ${Math.round(performance.now() - begun)} ms`);
  expect([made.status, made.body.status]).toEqual([201, "active"]);
  const { tenantId } = made.body;
  const path = `/admin/tenants/${tenantId}`;
  const told = await call<Provisioning>("GET", `${path}/provisioning`);
  expect(told.body.steps.map(({ status }) => status)).toEqual(told.body.steps.map(() => "done"));
  const site = `http://home.whole-one.localhost:${platform.port}/`;
  await eventually("the first website is served", async () => ((await localFetch(site)).status === 200 ? true : null));

  // Whatever is changed behind its back is mended within seconds, and told of.
  const here = kubernetesClient(servers.kubernetes);
  await eventually(
    "it is looked after",
    async () => {
      const { body } = await call<Provisioning>("GET", `${path}/provisioning`);
      return body.providers.length === 4 ? true : null;
    },
    60_000,
  );
  await here.must("DELETE", pathsOf(tenantId).networking("networkpolicies", "default-deny"));
  const reports = await eventually(
    "the drift is reported",
    async () => {
      const { body } = await call<{ items: DriftReport[] }>("GET", `/admin/drift-reports?tenantId=${tenantId}`);
      return body.items.length > 0 ? body.items : null;
    },
    60_000,
  );
  expect(reports[0]).toMatchObject({ tenantId, provider: "kubernetes" });
  expect(reports[0]!.what.join(" ")).toContain("default-deny");

  // To a cluster of its own, whose kubeconfig nobody is ever told.
  const own = await servers.startOwnCluster();
  const there = kubernetesClient(own);
  const port = await findFreePort();
  const away = await call("PUT", `${path}/kubeconfig`, { kubeconfig: own.kubeconfig({ port }) });
  expect(away.status).toBe(422);
  const wrong = await call("PUT", `${path}/kubeconfig`, { kubeconfig: own.kubeconfig({ token: "wrong" }) });
  expect([wrong.status, wrong.text.includes("invalid-kubeconfig")]).toEqual([422, true]);
  const set = await call<Tenant>("PUT", `${path}/kubeconfig`, { kubeconfig: own.kubeconfig() });
  expect(set.body.cluster).toMatchObject({ server: `https://127.0.0.1:${own.port}` });
  await eventually(
    "it has moved",
    async () => {
      const [old, current] = [
        await here.call("GET", pathsOf(tenantId).namespace),
        await there.call("GET", pathsOf(tenantId).namespace),
      ];
      return old.status === 404 && current.status === 200 ? true : null;
    },
    60_000,
  );
  const health = await call<{ components: { component: string; status: string; detail: string }[] }>(
    "GET",
    "/admin/health",
  );
  const clusters = health.body.components.find(({ component }) => component === "tenant-clusters");
  expect(clusters).toMatchObject({ status: "ok", detail: "1 tenants have clusters of their own." });
  const audit = await call("GET", `/admin/audit?tenantId=${tenantId}`);
  expect(audit.text).toContain("tenant.cluster-set");
  for (const { text } of [set, health, audit, await call("GET", path)]) expect(text).not.toContain(own.token);

  await call("DELETE", `${path}?confirm=whole-one`);
  await eventually(
    "the tenant is gone",
    async () => {
      return (await call<Tenant>("GET", path)).body.status === "deleted" ? true : null;
    },
    120_000,
  );
  for (const client of [here, there]) expect((await client.call("GET", pathsOf(tenantId).namespace)).status).toBe(404);
  const redis = redisProvider({ url: servers.redis.url });
  const blobs = rgwBlobsProvider(rgwOptions(servers.ceph));
  for (const provider of [redis, blobs]) {
    expect(await provider.remains(tenantId, signal)).toEqual([]);
    expect((await provider.list(null, signal)).tenantIds).not.toContain(tenantId);
    provider.close();
  }
});
