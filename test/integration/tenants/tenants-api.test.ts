import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localFetch } from "#supervisor/index.ts";
import { hostsOf } from "#test/integration/tenants/hosts-of.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import { startTestPlatform } from "#test/support/platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true, edges: 2 });
  await platform.untilHealthy();
});
afterAll(() => platform.dispose());

async function call(
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await localFetch(platform.urls.api + path, {
    method,
    headers: {
      Authorization: `Bearer ${platform.token}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("Content-Type")?.endsWith("json") === true && !text.includes("\n");
  const parsed: AnyJson = text === "" ? null : isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: parsed };
}

let count = 0;
async function create(more: object = {}, headers: Record<string, string> = {}) {
  count += 1;
  return call("POST", "/admin/tenants", {
    body: { name: `Shop ${count}`, subdomain: `api-shop-${count}`, ...more },
    headers,
  });
}

describe("creating a tenant", () => {
  test("answers it active, with a quota of its tier, and its own database", async () => {
    const { status, headers, body } = await create({ tier: "starter", resourceQuota: { maxWebsites: 7 } });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { status: "active", tier: "starter", resourceQuota: { maxWebsites: 7, maxCustomDomains: 5 }, version: 2 },
    });
    expect(headers.get("ETag")).toBe('"2"');
    expect(headers.get("Location")).toBe(`/api/v1/admin/tenants/${body.tenantId}`);
  });

  test("is done once for each Idempotency-Key, also when repeated at the same time; another body is refused", async () => {
    const headers = { "Idempotency-Key": "the one and only".replaceAll(" ", "-") };
    const input = { name: "Once", subdomain: "once-only" };
    const answers = await Promise.all([1, 2, 3].map(() => call("POST", "/admin/tenants", { body: input, headers })));
    answers.push(await call("POST", "/admin/tenants", { body: input, headers }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const other = await call("POST", "/admin/tenants", { body: { ...input, name: "Twice" }, headers });
    expect(other).toMatchObject({ status: 409, body: { type: "urn:hotswap:problem:idempotency-key-reused" } });
  });

  test.each(["www", "adm1n", "xn--bcher-kva", "-x-", "127", "a.b"])("refuses the subdomain '%s'", async (subdomain) => {
    expect((await create({ subdomain })).status).toBe(400);
  });
});

describe("changing a tenant", () => {
  test("asks for the version that was read, and tells when it was changed meanwhile", async () => {
    const { body: tenant } = await create();
    const path = `/admin/tenants/${tenant.tenantId}`;
    const patch = (ifMatch?: string) =>
      call("PATCH", path, { body: { name: "Renamed" }, headers: ifMatch === undefined ? {} : { "If-Match": ifMatch } });
    expect((await patch()).status).toBe(428);
    expect((await patch('"1"')).status).toBe(412);
    expect(await patch('"2"')).toMatchObject({ status: 200, body: { name: "Renamed", version: 3 } });
    expect((await patch('"2"')).status).toBe(412);
    expect((await call("GET", path, { headers: { "If-None-Match": '"3"' } })).status).toBe(304);
    expect((await call("GET", path, { headers: { "If-None-Match": '"2"' } })).body).toMatchObject({ name: "Renamed" });
  });

  test("as a whole names all that may be changed, and is held to the version that was read too", async () => {
    const { body: tenant } = await create();
    const path = `/admin/tenants/${tenant.tenantId}`;
    const { subdomain, tier, resourceQuota } = tenant;
    const whole = { name: "Whole", subdomain, tier, resourceQuota, metadata: { note: "x" } };
    const put = (body: unknown, ifMatch: string) => call("PUT", path, { body, headers: { "If-Match": ifMatch } });
    expect((await put({ name: "Whole" }, '"2"')).status).toBe(400);
    expect((await put(whole, '"1"')).status).toBe(412);
    expect(await put(whole, '"2"')).toMatchObject({ status: 200, body: { ...whole, version: 3 } });
  });

  test("by its people is changing its name; what the platform notes of it they do not see", async () => {
    const { body: tenant } = await create({ metadata: { note: "pays late" } });
    const headers = { "X-Tenant-ID": tenant.tenantId as string };
    const profile = await call("GET", "/tenant/profile", { headers });
    expect(profile.body).not.toHaveProperty("metadata");
    const ifMatch = { ...headers, "If-Match": profile.headers.get("ETag")! };
    const changed = await call("PATCH", "/tenant/profile", { body: { name: "Ours" }, headers: ifMatch });
    expect(changed).toMatchObject({ status: 200, body: { name: "Ours", version: 3 } });
    const tier = await call("PATCH", "/tenant/profile", { body: { name: "x", tier: "enterprise" }, headers: ifMatch });
    expect(tier.status).toBe(400);
    const again = { ...headers, "If-Match": changed.headers.get("ETag")! };
    const put = await call("PUT", "/tenant/profile", { body: { name: "Ours too" }, headers: again });
    expect(put).toMatchObject({ status: 200, body: { name: "Ours too", version: 4 } });
  });
});

describe("suspending", () => {
  test("refuses every call and site of the tenant within a second of the answer, and activating serves them again", async () => {
    const { body: tenant } = await create();
    const path = `/admin/tenants/${tenant.tenantId}`;
    const site = await hostsOf(platform, tenant.tenantId);
    const outcome = async () => [await site.read(), (await site.call()).status];
    expect(await outcome()).toEqual([200, 200]);

    const suspended = await call("POST", `${path}/suspend`, { body: { reason: "not paid" } });
    expect(suspended).toMatchObject({ status: 200, body: { status: "suspended", suspensionReason: "not paid" } });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await outcome()).toEqual([503, 403]);
    expect((await call("POST", `${path}/suspend`, { body: { reason: "not paid" } })).body.version).toBe(3);

    const activated = await call("POST", `${path}/activate`);
    expect(activated).toMatchObject({ status: 200, body: { status: "active", suspendedAt: null, version: 4 } });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await outcome()).toEqual([200, 200]);
  });
});

test("deleting asks for the subdomain, and refuses the tenant from then on", async () => {
  const { body: tenant } = await create();
  const path = `/admin/tenants/${tenant.tenantId}`;
  expect((await call("DELETE", `${path}?confirm=something`)).status).toBe(400);
  expect(await call("DELETE", `${path}?confirm=${tenant.subdomain}`)).toMatchObject({
    status: 200,
    body: { status: "deprovisioning" },
  });
  expect((await call("POST", `${path}/activate`)).body.type).toBe("urn:hotswap:problem:invalid-tenant-status");
  const again = await create({ subdomain: tenant.subdomain });
  expect(again.body.type).toBe("urn:hotswap:problem:subdomain-taken");
});

describe("the list of tenants", () => {
  test("gives each tenant once in every order, equal names among them, page by page", async () => {
    for (let index = 0; index < 5; index += 1) await create({ name: index % 2 === 0 ? "Equal Ñame" : `Equal Other` });
    for (const sort of ["name", "createdAt", "subdomain"]) {
      for (const order of ["asc", "desc"]) {
        const seen: string[] = [];
        for (let cursor: string | null = ""; cursor !== null;) {
          const query = new URLSearchParams({
            limit: "2",
            search: "equal",
            sort,
            order,
            ...(cursor === "" ? {} : { cursor }),
          });
          const { body } = await call("GET", `/admin/tenants?${query}`);
          seen.push(...body.items.map(({ tenantId }: { tenantId: string }) => tenantId));
          cursor = body.cursor as string | null;
        }
        expect([sort, order, seen.length, new Set(seen).size]).toEqual([sort, order, 5, 5]);
      }
    }
  });

  test("is narrowed by status and tier, and searched without wildcards; a cursor of another order is refused", async () => {
    await create({ name: "100% pure_wool", tier: "professional" });
    const find = async (query: object) =>
      (await call("GET", `/admin/tenants?${new URLSearchParams({ ...query })}`)).body.items.length as number;
    expect(await find({ search: "0% PURE_" })).toBe(1);
    expect(await find({ search: "%%" })).toBe(0);
    expect(await find({ tier: "professional" })).toBe(1);
    expect(await find({ tier: "professional", status: "suspended" })).toBe(0);
    const { body } = await call("GET", "/admin/tenants?limit=1&sort=name");
    const other = await call("GET", `/admin/tenants?limit=1&sort=createdAt&cursor=${body.cursor}`);
    expect(other.status).toBe(400);
  });

  test("has no tenant that stands for the platform", async () => {
    expect((await call("GET", "/admin/tenants/00000000-0000-7000-8000-000000000000")).status).toBe(404);
    const { body } = await call("GET", "/admin/tenants?search=hotswap");
    expect(body.items).toEqual([]);
  });
});

describe("the audit log", () => {
  test("tells of every change with before and after, is narrowed by what is asked for, and is exported whole", async () => {
    const { body: tenant } = await create();
    const path = `/admin/tenants/${tenant.tenantId}`;
    await call("PATCH", path, { body: { name: "After 100%" }, headers: { "If-Match": '"2"' } });
    const headers = { "X-Tenant-ID": tenant.tenantId as string };
    const list = async (query = "") => (await call("GET", `/tenant/audit${query}`, { headers })).body;
    const { items } = await list();
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      "tenant.updated",
      "tenant.provisioned",
      "tenant.created",
    ]);
    expect(items[0]).toMatchObject({
      actor: { kind: "platform-token" },
      target: { type: "tenant", id: tenant.tenantId },
      before: { name: tenant.name, version: 2 },
      after: { name: "After 100%", version: 3 },
    });
    expect(items[0].origin.requestId).toEqual(expect.any(String));
    expect((await list("?search=after%20100%25")).items).toHaveLength(1);
    expect((await list("?action=tenant.created")).items).toHaveLength(1);
    expect((await list(`?to=${items[2].at}`)).items).toHaveLength(0);
    const first = await list("?limit=1");
    expect((await list(`?limit=5&cursor=${first.cursor}`)).items).toEqual(items.slice(1));

    const exported = await call("GET", "/tenant/audit/export", { headers });
    expect(exported.headers.get("Content-Type")).toBe("application/x-ndjson");
    expect(exported.headers.get("ETag")).toBe(`"${items[0].hash}"`);
    const lines = (exported.body as string).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items.toReversed());
  });

  test("of the platform tells of what was done for it, and nothing of what tenants do", async () => {
    const { body: tenant } = await create();
    const { body } = await call("GET", `/admin/audit?targetId=${tenant.tenantId}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual(["tenant.created"]);
    const own = await call("GET", `/admin/audit?tenantId=${tenant.tenantId}`);
    expect(own.body.items).toHaveLength(2);
  });
});
