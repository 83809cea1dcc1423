/**
 * How long websites take to be made, and a large one to be cloned while visitors read it: `node test/load/measure-websites.ts [documents]`,
 * with Node 24. The last line is JSON. Fails when the clone's release is not equal, or a visitor got anything but a page.
 */
import { randomUUID } from "node:crypto";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { localFetch } from "#supervisor/index.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { quotasByTier } from "#domain/tenant/index.ts";
import { admitTenant } from "#test/support/admit-tenant.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { activeState } from "#test/support/tenant-states.ts";

const documents = Number(process.argv[2] ?? 10_000);
const aChange = 500;
let visited = 0;
const text = "Some words of a post, as long as they usually are. ".repeat(80);

const platform = await startTestPlatform({ edges: 1, states: 2 });
try {
  await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  const tenants = await Promise.all(Array.from({ length: 10 }, (_, index) => newTenant(index)));
  const begun = performance.now();
  const made = await Promise.all(
    tenants.flatMap((tenant) => Array.from({ length: 10 }, (_, index) => tenant.create(`site-${index}-x`))),
  );
  const hundredMs = performance.now() - begun;
  if (made.some(({ status }) => status !== 201)) throw new Error("not all of the hundred websites were made");

  const [tenant] = tenants as [Tenant];
  const ready: number[] = [];
  for (let index = 0; index < 20; index++) ready.push(await untilServed(tenant, `ready-${index}-x`));

  const source = (await tenant.create("large-site")).body;
  await fill(tenant, source.websiteId);
  const { activeReleaseId } = (await tenant.call("GET", `/websites/${source.websiteId}`)).body;
  const alone = await visitFor(source, () => sleep(3_000));
  let cloned: AnyJson = null;
  const startedAt = performance.now();
  const beside = await visitFor(source, async () => {
    cloned = await cloneOf(tenant, source.websiteId);
  });
  const cloneMs = performance.now() - startedAt;
  if (cloned.activeReleaseId !== activeReleaseId) throw new Error("the clone has another release");
  const result = {
    hundredWebsitesMs: Math.round(hundredMs),
    readyMs: { p50: at(ready, 0.5), max: at(ready, 1) },
    documents,
    cloneMs: Math.round(cloneMs),
    progressSeen: cloned.seen,
    visitsAloneMs: { p50: at(alone, 0.5), p99: at(alone, 0.99) },
    visitsBesideMs: { p50: at(beside, 0.5), p99: at(beside, 0.99), max: at(beside, 1) },
  };
  console.log(JSON.stringify(result));
} finally {
  await platform.dispose();
}

type Tenant = Awaited<ReturnType<typeof newTenant>>;

async function newTenant(index: number) {
  const tenantId = randomUUID();
  const quota = { ...quotasByTier.professional, maxWebsites: 100, maxConcurrentDeployments: 20 };
  await admitTenant(platform, activeState(tenantId, { tier: "professional", subdomain: `shop-${index}-x`, quota }));
  const call = async (method: string, path: string, body?: object) => {
    const headers = {
      Authorization: `Bearer ${platform.token}`,
      "X-Tenant-ID": tenantId,
      "Content-Type": "application/json",
    };
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await localFetch(platform.urls.api + path, { method, headers, body: sent, timeoutMs: 60_000 });
    return { status: response.status, body: (await response.json()) as AnyJson };
  };
  return { call, create: (name: string) => call("POST", "/websites", { name, subdomain: name }) };
}

/** @returns how long it took from the call to the first page, in milliseconds */
async function untilServed(tenant: Tenant, name: string): Promise<number> {
  const startedAt = performance.now();
  const { body } = await tenant.create(name);
  await visit(body, "/");
  return performance.now() - startedAt;
}

async function fill({ call }: Tenant, websiteId: string): Promise<void> {
  const path = `/websites/${websiteId}`;
  for (let first = 0; first < documents; first += aChange) {
    const put = Array.from({ length: Math.min(aChange, documents - first) }, (_, index) => postOf(first + index));
    const change = await call("POST", `${path}/changes`, { documents: { put } });
    const deployed = await call("POST", `${path}/deployments`, { changeId: change.body.changeId });
    if (deployed.status !== 201) throw new Error(JSON.stringify(deployed.body));
  }
}

function postOf(index: number) {
  const paragraph = { type: "paragraph", content: [{ type: "text", text: `${index} ${text}` }] };
  const publishedAt = new Date(1_700_000_000_000 + index * 60_000).toISOString();
  const body = { type: "doc", content: [paragraph] };
  return {
    documentId: `post-${index}`,
    type: "post",
    path: `/post-${index}`,
    title: `Post ${index}`,
    publishedAt,
    body,
  };
}

/** Clones it, and waits until all of it is there. */
async function cloneOf({ call }: Tenant, websiteId: string): Promise<AnyJson> {
  const seen: number[] = [];
  let { body } = await call("POST", `/websites/${websiteId}/clone`, { name: "Copy", subdomain: "large-copy" });
  while (body.status === "provisioning") {
    seen.push(body.copying.records);
    await sleep(500);
    ({ body } = await call("GET", `/websites/${body.websiteId}`));
  }
  return { ...body, seen };
}

/** Visits pages that no isolate has rendered yet, one after the other. @returns how long each took, in milliseconds */
async function visitFor(website: AnyJson, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  const visitor = (async () => {
    for (; !isOver; visited += 1) times.push(await visit(website, `/post-${(visited * 37) % documents}`));
  })();
  await work();
  isOver = true;
  await visitor;
  return times;
}

async function visit({ hostnames }: AnyJson, path: string): Promise<number> {
  const startedAt = performance.now();
  const response = await localFetch(`http://${hostnames[0]}:${platform.port}${path}`, { timeoutMs: 10_000 });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`a visitor got ${response.status} of ${path}`);
  return performance.now() - startedAt;
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round(10 * sorted[Math.floor((sorted.length - 1) * share)]!) / 10;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
