import { beforeEach, expect, test } from "vitest";
import { websiteSchema, type WebsiteRpc } from "#domain/contracts/index.ts";
import { canonicalJson, sha256 } from "#domain/digest/index.ts";
import { quotasByTier, type ResourceQuota } from "#domain/tenant/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { tenantStub } from "#test/workers/tenant/tenant.ts";
import type { OwnedWebsite } from "#workers/api/access/context.ts";
import { withinDeployments } from "#workers/api/quotas/index.ts";
import { recordOf, stubOf } from "#test/workers/website/site.ts";
import { platformToken, startEdge, type Edge } from "./callers.ts";
import { admitTenant, callApi, hostname, problemIn, uploadTheme } from "./call-api.ts";

let tenantId: string;
let theme: string;
beforeEach(async () => {
  tenantId = crypto.randomUUID();
  await allow({});
  theme = await uploadTheme(tenantId);
});

let version = 0;
async function allow(quota: Partial<ResourceQuota>): Promise<void> {
  await admitTenant(
    activeState(tenantId, { version: ++version, quota: { ...quotasByTier.professional, ...quota }, subdomain: "acme" }),
  );
}

const create = (body: object = {}) =>
  callApi("POST", "/websites", { tenantId, body: { name: "Bakery", hostnames: [hostname()], theme, ...body } });
const custom = () => `${crypto.randomUUID()}.example`;
const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const exceeded = (resource: string) => ({ status: 429, retryable: false, facts: { resource } });

test("fifty creates at once at a limit of 25 make exactly 25 websites, and are refused with 429", async () => {
  await allow({ maxWebsites: 25 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => create()));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(25);
  for (const refused of answers.filter(({ status }) => status !== 201)) {
    expect(await problemIn(refused)).toMatchObject(exceeded("websites"));
  }
});

test("a website that is deleted makes room, and so does one whose hostname was taken", async () => {
  await allow({ maxWebsites: 2 });
  const created = websiteSchema.parse(await (await create()).json());
  expect((await create({ hostnames: created.hostnames })).status).toBe(409);
  expect((await create()).status).toBe(201);
  expect((await create()).status).toBe(429);
  expect((await callApi("DELETE", `/websites/${created.websiteId}`, { tenantId })).status).toBe(200);
  expect((await create()).status).toBe(201);
});

test("a deleted website's hostname is its tenant's to give at once, and not yet another tenant's", async () => {
  const hostnames = [hostname()];
  const { websiteId } = websiteSchema.parse(await (await create({ hostnames })).json());
  expect((await create({ hostnames })).status).toBe(409);
  expect((await callApi("DELETE", `/websites/${websiteId}`, { tenantId })).status).toBe(200);
  const other = crypto.randomUUID();
  await admitTenant(activeState(other));
  const body = { name: "Other", hostnames, theme: await uploadTheme(other) };
  expect((await callApi("POST", "/websites", { tenantId: other, body })).status).toBe(409);
  expect((await create({ hostnames: [...hostnames, hostname()] })).status).toBe(201);
  const gone = await callApi("GET", `/websites/${websiteId}`, { tenantId });
  expect(await gone.json()).toMatchObject({ status: "deleted", hostnames: [] });
});

test("of two creates of one hostname one is made, and one slot is taken", async () => {
  await allow({ maxWebsites: 2 });
  const hostnames = [hostname()];
  const answers = await Promise.all([create({ hostnames }), create({ hostnames })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect((await create()).status).toBe(201);
});

test("custom domains are held to their limit, in creating and in setting", async () => {
  await allow({ maxCustomDomains: 1 });
  const [first, second] = [custom(), custom()];
  const { websiteId } = websiteSchema.parse(await (await create({ hostnames: [first, hostname()] })).json());
  expect(await problemIn(await create({ hostnames: [second] }))).toMatchObject(exceeded("domains"));
  const set = (hostnames: string[]) =>
    callApi("PUT", `/websites/${websiteId}/hostnames`, { tenantId, body: { hostnames } });
  expect(await problemIn(await set([first, second]))).toMatchObject(exceeded("domains"));
  expect((await set([second])).status).toBe(429);
  expect((await set([hostname()])).status).toBe(200);
  expect((await set([second])).status).toBe(200);
});

test("uploads are held to the storage, and the same bytes again take none", async () => {
  const bytes = bytesOf(crypto.randomUUID());
  await allow({ storageBytes: 1 });
  const put = (content: Uint8Array) => callApi("PUT", `/blobs/${sha256(content)}`, { tenantId, body: content });
  expect(await problemIn(await put(bytes))).toMatchObject(exceeded("storage"));
  await allow({});
  expect((await put(bytes)).status).toBe(201);
  await allow({ storageBytes: 1 });
  expect((await put(bytes)).status).toBe(200);
});

test("deployments of one id in two websites take two places", async () => {
  await allow({ maxConcurrentDeployments: 1 });
  const services = {
    beginDeployment: (of: string, place: string) => tenantStub(of).beginDeployment(place),
    endDeployment: (of: string, place: string) => tenantStub(of).endDeployment(place),
    onWebsite: (of: OwnedWebsite, call: (website: WebsiteRpc) => Promise<never>) => call(stubOf(of.websiteId)),
  };
  const deploymentId = crypto.randomUUID();
  const within = (
    deploy: () => Promise<Result<string>>,
    websiteId: string = crypto.randomUUID(),
  ): Promise<Result<string>> =>
    withinDeployments(services, { tenantId, websiteId } as OwnedWebsite, deploymentId, deploy);
  const here = crypto.randomUUID();
  const second = await within(() => within(async () => ok("deployed")), here);
  expect(second).toMatchObject({ ok: false, failure: { code: "quota-exceeded" } });
  const again = await within(() => within(async () => ok("deployed"), here), here);
  expect(again).toEqual(ok("deployed"));
});

test("a deployment that was made is answered as it was, also while all places are taken", async () => {
  await allow({ maxConcurrentDeployments: 1 });
  const path = `/websites/${websiteSchema.parse(await (await create()).json()).websiteId}`;
  const body = {
    documents: { put: [{ documentId: "a", type: "page", path: "/a", title: "A", body: { type: "doc", content: [] } }] },
  };
  const change = (await (await callApi("POST", `${path}/changes`, { tenantId, body })).json()) as { changeId: string };
  const deploy = (deploymentId: string) =>
    callApi("POST", `${path}/deployments`, { tenantId, body: { changeId: change.changeId, deploymentId } });
  const deploymentId = crypto.randomUUID();
  const first = await (await deploy(deploymentId)).json();
  await tenantStub(tenantId).beginDeployment("another");
  expect(await problemIn(await deploy(crypto.randomUUID()))).toMatchObject({
    ...exceeded("deployments"),
    detail: expect.stringMatching(/allows 1 deployments.*quota raised/),
  });
  const again = await deploy(deploymentId);
  expect([again.status, await again.json()]).toEqual([201, first]);
  const read = await callApi("GET", `${path}/deployments/${deploymentId}`, { tenantId });
  expect(await read.json()).toEqual({ ...(first as object), undoneBy: null });
});

test("nothing tells what another tenant has uploaded: not by asking, uploading, nor naming it in themes and records", async () => {
  const content = bytesOf(crypto.randomUUID());
  const path = `/blobs/${sha256(content)}`;
  const other = crypto.randomUUID();
  await admitTenant(activeState(other));
  expect((await callApi("PUT", path, { tenantId: other, body: content })).status).toBe(201);
  expect((await callApi("HEAD", path, { tenantId })).status).toBe(404);
  const file = { digest: sha256(content), bytes: content.byteLength, contentType: "text/css" };
  const named = { format: 1, name: "x", version: "1.0.0", title: "X", files: { "assets/a.css": file } };
  expect((await callApi("POST", "/themes", { tenantId, body: { package: named } })).status).toBe(404);
  const website = `/websites/${websiteSchema.parse(await (await create()).json()).websiteId}`;
  const media = recordOf("media", {
    mediaId: "m",
    fileName: "a.css",
    contentType: "text/css",
    digest: sha256(content),
    bytes: content.byteLength,
  });
  const change = () => callApi("POST", `${website}/changes`, { tenantId, body: { records: { put: [media] } } });
  expect((await change()).status).toBe(404);
  expect((await callApi("PUT", path, { tenantId, body: content })).status).toBe(201);
  expect((await change()).status).toBe(201);
});

test("a theme whose manifest was uploaded as bytes shows no files of others", async () => {
  const content = bytesOf(crypto.randomUUID());
  const other = crypto.randomUUID();
  await admitTenant(activeState(other));
  await callApi("PUT", `/blobs/${sha256(content)}`, { tenantId: other, body: content });
  const file = { digest: sha256(content), bytes: content.byteLength, contentType: "text/css" };
  const forged = { files: { "assets/a.css": file }, format: 1, name: "x", title: "X", version: "1.0.0" };
  const manifest = bytesOf(canonicalJson(forged));
  expect((await callApi("PUT", `/blobs/${sha256(manifest)}`, { tenantId, body: manifest })).status).toBe(201);
  expect(await problemIn(await create({ theme: sha256(manifest) }))).toMatchObject({ status: 404 });
});

test("people give their websites names below their tenant's and domains of their own; the platform's token any", async () => {
  const edge: Edge = await startEdge();
  const token = await edge.sign({ tid: tenantId, role: "owner" });
  const by = (given: string, hostnames: string[]) =>
    edge.call("POST", "/websites", { token: given, tenantId, body: { name: "X", hostnames, theme } });
  const label = `s${crypto.randomUUID()}`.slice(0, 30).replace(/-$/, "x");
  const refused = [
    "x.localhost",
    `${label}.other.localhost`,
    `${label}.${label}.acme.localhost`,
    "admin.acme.localhost",
  ];
  for (const each of refused) {
    expect((await problemIn(await by(token, [each]))).type).toBe("urn:hotswap:problem:hostname-not-allowed");
  }
  expect((await by(token, [`${label}.acme.localhost`, custom()])).status).toBe(201);
  expect((await by(platformToken, [`${label}.other.localhost`])).status).toBe(201);
});

test("a website is named by its subdomain alone", async () => {
  const subdomain = `s${crypto.randomUUID().slice(0, 8)}`;
  const created = await create({ hostnames: undefined, subdomain });
  expect(await created.json()).toMatchObject({ hostnames: [`${subdomain}.acme.localhost`], status: "active" });
  expect((await create({ hostnames: undefined, subdomain: "Admin" })).status).toBe(400);
  expect((await create({ hostnames: undefined })).status).toBe(400);
});
