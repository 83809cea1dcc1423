import { beforeEach, describe, expect, test } from "vitest";
import { websiteSchema } from "#domain/contracts/index.ts";
import { quotasByTier, type ResourceQuota } from "#domain/tenant/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { signAssertion, startEdge } from "./callers.ts";
import { admitTenant, callApi, problemIn, uploadTheme } from "./call-api.ts";

let tenantId: string;
let tenant: string;
let theme: string;
beforeEach(async () => {
  tenantId = crypto.randomUUID();
  tenant = `t-${tenantId.slice(0, 8)}-x`;
  await allow({});
  theme = await uploadTheme(tenantId);
});

let version = 0;
async function allow(quota: Partial<ResourceQuota>): Promise<void> {
  const all = { ...quotasByTier.professional, ...quota };
  await admitTenant(activeState(tenantId, { version: ++version, quota: all, subdomain: tenant }));
}

const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  callApi(method, path, { tenantId, body, headers });
const hostnameOf = (label: string) => `${label}.${tenant}.localhost`;

async function create(subdomain: string) {
  const response = await call("POST", "/websites", { name: "Bakery", subdomain, theme });
  expect(response.status).toBe(201);
  return `/websites/${websiteSchema.parse(await response.json()).websiteId}`;
}

const read = async (path: string) => {
  const response = await call("GET", path);
  return { tag: response.headers.get("ETag")!, website: websiteSchema.parse(await response.json()) };
};
const change = async (path: string, body: object) => call("PATCH", path, body, { "If-Match": (await read(path)).tag });

describe("a website that is changed", () => {
  test("has a tag by which it is known, and which a change has to name", async () => {
    const path = await create("bakery");
    const { tag } = await read(path);
    const known = await call("GET", path, undefined, { "If-None-Match": tag });
    expect([known.status, known.headers.get("ETag")]).toEqual([304, tag]);
    expect((await call("PATCH", path, { name: "Other" })).status).toBe(428);
    const changed = await call("PATCH", path, { name: "Brewery" }, { "If-Match": tag });
    expect(await changed.json()).toMatchObject({ name: "Brewery", hostnames: [hostnameOf("bakery")] });
    expect(changed.headers.get("ETag")).toBe((await read(path)).tag);
    const stale = await call("PATCH", path, { name: "Third" }, { "If-Match": tag });
    expect(await problemIn(stale)).toMatchObject({ status: 412, type: "urn:hotswap:problem:version-mismatch" });
    expect((await call("GET", path, undefined, { "If-None-Match": tag })).status).toBe(200);
  });

  test("in nothing, or to a name that is reserved, is refused", async () => {
    const path = await create("bakery");
    expect((await change(path, {})).status).toBe(400);
    expect((await change(path, { subdomain: "admin" })).status).toBe(400);
  });

  test("in its subdomain keeps its domains, and takes no room: at the limit, too", async () => {
    const path = await create("bakery");
    const domain = `${crypto.randomUUID()}.example`;
    expect((await call("POST", `${path}/domains`, { hostname: domain })).status).toBe(200);
    await allow({ maxWebsites: 1, maxCustomDomains: 1 });
    const renamed = await change(path, { subdomain: "brewery" });
    expect(await renamed.json()).toMatchObject({
      hostnames: [hostnameOf("brewery"), domain],
      serving: { moved: { [hostnameOf("bakery")]: hostnameOf("brewery") } },
    });
    expect((await change(path, { subdomain: "brewery" })).status).toBe(200);
  });

  test("gives its name before to another of the tenant's that asks for it, and keeps that of today", async () => {
    const path = await create("bakery");
    expect((await change(path, { subdomain: "brewery" })).status).toBe(200);
    const refused = await call("POST", "/websites", { name: "Other", subdomain: "brewery", theme });
    expect(refused.status).toBe(409);
    const other = await create("bakery");
    expect((await read(other)).website.hostnames).toEqual([hostnameOf("bakery")]);
    expect((await read(path)).website.serving.moved).toBeUndefined();
    expect((await change(path, { subdomain: "bakery" })).status).toBe(409);
  });
});

describe("a tenant that the platform gives another subdomain", () => {
  const before = () => hostnameOf("bakery");
  const follow = async (websiteId: string, from: string, to: string, owner = tenantId) => {
    const edge = await startEdge();
    const token = await signAssertion({ kind: "control-plane", websiteId, tenantId: owner });
    const path = `/_hotswap/tenants/${owner}/websites/${websiteId}/subdomain`;
    return (await edge.call("PUT", path, { token, body: { from, to } })).status;
  };
  async function rename() {
    const path = await create("bakery");
    const domain = `${crypto.randomUUID()}.example`;
    expect((await call("POST", `${path}/domains`, { hostname: domain })).status).toBe(200);
    const [from, to, left] = [tenant, `${tenant}-new`, before()];
    tenant = to;
    await allow({});
    expect(await follow(path.split("/").at(-1)!, from, to)).toBe(204);
    return { path, domain, from, to, left };
  }

  test("takes its websites' names along, each once; those before lead to them", async () => {
    const { path, domain, from, to, left } = await rename();
    const { website } = await read(path);
    expect(website).toMatchObject({ hostnames: [before(), domain], serving: { moved: { [left]: before() } } });
    expect(await follow(website.websiteId, from, to)).toBe(204);
    expect((await read(path)).website.serving.version).toBe(website.serving.version);
    const other = crypto.randomUUID();
    await admitTenant(activeState(other));
    expect(await follow(website.websiteId, to, from, other)).toBe(404);
    expect((await call("DELETE", path)).status).toBe(200);
    expect(await follow(website.websiteId, to, from)).toBe(204);
  });

  test("leaves the names before to whoever has that subdomain next, and to nobody else", async () => {
    const { path, from, left } = await rename();
    const askedBy = async (subdomain: string) => {
      const other = crypto.randomUUID();
      await admitTenant(activeState(other, { subdomain }));
      const body = { name: "Other", hostnames: [left], theme: await uploadTheme(other) };
      return (await callApi("POST", "/websites", { tenantId: other, body })).status;
    };
    expect(await askedBy(`${from}-other`)).toBe(409);
    expect(await askedBy(from)).toBe(201);
    const { website } = await read(path);
    expect(website).toMatchObject({ status: "active", hostnames: [before(), expect.any(String)] });
    expect(website.serving.moved).toBeUndefined();
  });
});

describe("a website's domains", () => {
  test("are added within the quota, once, and taken away", async () => {
    await allow({ maxCustomDomains: 1 });
    const path = await create("bakery");
    const [first, second] = [`${crypto.randomUUID()}.example`, `${crypto.randomUUID()}.example`];
    const add = (hostname: string) => call("POST", `${path}/domains`, { hostname });
    const added = await add(first);
    expect([added.status, await added.json()]).toMatchObject([200, { hostnames: [hostnameOf("bakery"), first] }]);
    expect((await add(first)).status).toBe(200);
    expect(await problemIn(await add(second))).toMatchObject({ status: 429, facts: { resource: "domains", limit: 1 } });
    expect((await call("DELETE", `${path}/domains/${first}`)).status).toBe(200);
    expect((await add(second)).status).toBe(200);
    expect((await call("DELETE", `${path}/domains/${first}`)).status).toBe(404);
  });

  test("are none of the platform's, and the last hostname stays", async () => {
    const path = await create("bakery");
    for (const hostname of [hostnameOf("other"), "localhost", "api.localhost"]) {
      expect((await call("POST", `${path}/domains`, { hostname })).status, hostname).toBe(403);
    }
    const domain = `${crypto.randomUUID()}.example`;
    expect((await call("PUT", `${path}/hostnames`, { hostnames: [domain] })).status).toBe(200);
    const last = await call("DELETE", `${path}/domains/${domain}`);
    expect(await problemIn(last)).toMatchObject({ status: 409, type: "urn:hotswap:problem:last-hostname" });
  });
});

describe("a clone", () => {
  test("is made once by its Idempotency-Key, takes a website's room and none of storage", async () => {
    const path = await create("bakery");
    await allow({ maxWebsites: 2, storageBytes: 1 });
    const clone = (key: string, subdomain = "copy") =>
      call("POST", `${path}/clone`, { name: "Copy", subdomain }, { "Idempotency-Key": key });
    const first = await clone("one");
    const copy = websiteSchema.parse(await first.json());
    expect([first.status, first.headers.get("Location")]).toEqual([201, `/api/v1/websites/${copy.websiteId}`]);
    expect(copy).toMatchObject({
      name: "Copy",
      status: "active",
      hostnames: [hostnameOf("copy")],
      activeReleaseId: (await read(path)).website.activeReleaseId,
    });
    const again = await clone("one");
    expect([again.status, await again.json()]).toMatchObject([200, { websiteId: copy.websiteId }]);
    expect(await problemIn(await clone("two", "second"))).toMatchObject({
      status: 429,
      facts: { resource: "websites" },
    });
    expect(await problemIn(await clone("one", "second"))).toMatchObject({ status: 409 });
    const usage = (await (await call("GET", "/tenant/usage")).json()) as {
      resources: { resource: string; used: number }[];
    };
    expect(usage.resources.find(({ resource }) => resource === "websites")).toMatchObject({ used: 2 });
  });

  test("of another tenant's website is not found", async () => {
    const path = await create("bakery");
    const other = crypto.randomUUID();
    await admitTenant(activeState(other));
    const edge = await startEdge();
    const token = await edge.sign({ tid: other, role: "owner" });
    const body = { name: "Copy", subdomain: "copy" };
    expect((await edge.call("POST", `${path}/clone`, { token, tenantId: other, body })).status).toBe(404);
  });
});

describe("a website's traffic", () => {
  test("is read by hours, days and months, and of no time that is turned round or too long", async () => {
    const path = `${await create("bakery")}/traffic`;
    const empty = await call("GET", `${path}?from=2026-11-01&to=2026-12-01&by=day&timeZone=Europe/Vienna`);
    expect([empty.status, await empty.json()]).toEqual([
      200,
      {
        by: "day",
        timeZone: "Europe/Vienna",
        from: "2026-10-31T23:00:00.000Z",
        to: "2026-11-30T23:00:00.000Z",
        items: [],
      },
    ]);
    for (const query of [
      "from=2026-11-02&to=2026-11-01",
      "from=2026-01-01&to=2026-11-01",
      "from=yesterday",
      "from=0001-01-01&by=month",
      "timeZone=Mars/Base",
    ]) {
      expect((await call("GET", `${path}?${query}`)).status, query).toBe(400);
    }
    expect((await call("GET", path)).status).toBe(200);
  });
});
