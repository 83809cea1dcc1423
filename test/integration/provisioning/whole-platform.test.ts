import { afterAll, beforeAll, expect, test } from "vitest";
import type { Provisioning, ProvisioningEvent } from "#domain/provisioning/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { startTestPlatform } from "#test/support/platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;

beforeAll(async () => {
  // As `npm start` does: with the default theme.
  platform = await startTestPlatform({ postgres: true, firstWebsites: true, env: { TENANT_GRACE_SECONDS: "0" } });
  await platform.untilHealthy();
});
afterAll(() => platform.dispose());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await localFetch(`${platform.urls.api}${path}`, {
    method,
    headers: { Authorization: `Bearer ${platform.token}`, "Content-Type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get("Content-Type") ?? "", text };
}

const eventsIn = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1]!) as ProvisioningEvent);

test("a tenant is made with a website that is served, watched from its first step, and leaves nothing when it is deleted", async () => {
  const made = await call("POST", "/admin/tenants", { name: "Bakery", subdomain: "bakery-one", tier: "starter" });
  const tenant = JSON.parse(made.text) as { tenantId: string; status: string };
  expect([made.status, tenant.status]).toEqual([201, "active"]);
  const path = `/admin/tenants/${tenant.tenantId}`;

  const { steps } = JSON.parse((await call("GET", `${path}/provisioning`)).text) as Provisioning;
  const statuses = Object.fromEntries(steps.map(({ step, status }) => [step, status]));
  expect(statuses).toMatchObject({ postgres: "done", blobs: "done", website: "done", kubernetes: "skipped" });

  const site = `http://home.bakery-one.localhost:${platform.port}/`;
  await eventually("the first website is served", async () => ((await localFetch(site)).status === 200 ? true : null));

  const watched = await call("GET", `${path}/provisioning/events`);
  expect(watched.type).toBe("text/event-stream");
  const events = eventsIn(watched.text);
  expect(events[0]).toMatchObject({ sequence: 1, step: "postgres", stepStatus: "running" });
  expect(events.at(-1)).toMatchObject({ status: "made", step: null });
  const resumed = await call("GET", `${path}/provisioning/events`, undefined, { "Last-Event-ID": "3" });
  expect(eventsIn(resumed.text)).toEqual(events.slice(3));
  const last = { "Last-Event-ID": String(events.length) };
  expect((await call("GET", `${path}/provisioning/events`, undefined, last)).status).toBe(204);

  await call("DELETE", `${path}?confirm=bakery-one`);
  await eventually(
    "the tenant is gone",
    async () => (JSON.parse((await call("GET", path)).text).status === "deleted" ? true : null),
    60_000,
  );
  await eventually("its website is gone", async () => ((await localFetch(site)).status === 200 ? null : true));
});

test("a tenant that is given another subdomain takes its websites' names along, until another has the one before", async () => {
  const make = async (subdomain: string) => {
    const made = await call("POST", "/admin/tenants", { name: subdomain, subdomain, tier: "starter" });
    expect(made.status, made.text).toBe(201);
    return JSON.parse(made.text) as { tenantId: string; version: number };
  };
  const visit = async (tenant: string) => {
    const url = `http://home.${tenant}.localhost:${platform.port}/`;
    const response = await localFetch(url);
    await response.arrayBuffer();
    return [response.status, response.headers.get("Location")];
  };
  const { tenantId, version } = await make("moving-one");
  const patch = { subdomain: "moved-one" };
  const renamed = await call("PATCH", `/admin/tenants/${tenantId}`, patch, { "If-Match": `"${version}"` });
  expect(renamed.status).toBe(200);
  await eventually("its website is below the new name", async () => (await visit("moved-one"))[0] === 200, 60_000);
  expect(await visit("moving-one")).toEqual([308, `http://home.moved-one.localhost:${platform.port}/`]);
  await make("moving-one");
  await eventually("the next tenant's is there", async () => (await visit("moving-one"))[0] === 200);
  expect((await visit("moved-one"))[0]).toBe(200);
});

test("drift reports and clusters of tenants' own are for the platform; without Kubernetes there are none", async () => {
  const made = await call("POST", "/admin/tenants", {
    name: "Big",
    subdomain: "big-one",
    tier: "enterprise",
    firstWebsite: false,
  });
  const { tenantId, cluster } = JSON.parse(made.text) as { tenantId: string; cluster: unknown };
  expect([made.status, cluster]).toEqual([201, null]);
  const { steps } = JSON.parse((await call("GET", `/admin/tenants/${tenantId}/provisioning`)).text) as Provisioning;
  expect(steps.find(({ step }) => step === "website")).toMatchObject({
    status: "skipped",
    detail: "None was asked for.",
  });

  const set = await call("PUT", `/admin/tenants/${tenantId}/kubeconfig`, { kubeconfig: "apiVersion: v1" });
  expect([set.status, set.text.includes("urn:hotswap:problem:not-configured")]).toEqual([409, true]);
  expect((await call("DELETE", `/admin/tenants/${tenantId}/kubeconfig`)).status).toBe(200);
  const reports = await call("GET", `/admin/drift-reports?tenantId=${tenantId}&provider=redis&limit=5`);
  expect([reports.status, JSON.parse(reports.text)]).toEqual([200, { items: [], cursor: null }]);
  expect((await call("GET", "/admin/drift-reports?provider=x")).status).toBe(400);
});

test("health names every component, and metrics are for the platform's token", async () => {
  const health = JSON.parse((await call("GET", "/admin/health")).text) as {
    components: { component: string; status: string }[];
  };
  const statuses = Object.fromEntries(health.components.map(({ component, status }) => [component, status]));
  expect(statuses).toMatchObject({ database: "ok", "tenant-databases": "ok", blobs: "ok", edge: "ok", relay: "ok" });
  expect(statuses).toMatchObject({ redis: "not-configured", kubernetes: "not-configured" });
  expect(statuses).toMatchObject({ "tenant-clusters": "not-configured" });
  const metrics = await call("GET", "/admin/metrics");
  expect(metrics.type).toContain("text/plain");
  expect(metrics.text).toContain('hotswap_provisioning_step_seconds_count{step="website",kind="run",outcome="ok"}');
});
