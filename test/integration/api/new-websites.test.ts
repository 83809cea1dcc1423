import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quotasByTier } from "#domain/tenant/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { admitTenant } from "#test/support/admit-tenant.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { activeState } from "#test/support/tenant-states.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform({ edges: 2, states: 2 });
});
afterAll(() => platform?.dispose());

let tenants = 0;
/** A tenant that may have so many websites. */
async function newTenant(maxWebsites: number) {
  const tenantId = randomUUID();
  const subdomain = `shop-${(tenants += 1)}-x`;
  const quota = { ...quotasByTier.professional, maxWebsites };
  await admitTenant(platform, activeState(tenantId, { tier: "professional", subdomain, quota }));
  const call = async (method: string, path: string, body?: object, more: Record<string, string> = {}) => {
    const headers = {
      ...more,
      Authorization: `Bearer ${platform.token}`,
      "X-Tenant-ID": tenantId,
      "Content-Type": "application/json",
    };
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await localFetch(platform.urls.api + path, { method, headers, body: sent, timeoutMs: 30_000 });
    return { status: response.status, body: (await response.json()) as AnyJson };
  };
  return { call, create: (name: string) => call("POST", "/websites", { name, subdomain: name }) };
}
type Tenant = Awaited<ReturnType<typeof newTenant>>;

async function used({ call }: Tenant, resource: string): Promise<number> {
  const { resources } = (await call("GET", "/tenant/usage")).body;
  return resources.find((each: { resource: string }) => each.resource === resource).used;
}

test("a website made of a name alone is served at once, with a welcome page of the default theme", async () => {
  const tenant = await newTenant(5);
  const took: number[] = [];
  for (const name of ["bakery", "brewery", "bindery", "butcher", "bookshop"]) {
    const startedAt = performance.now();
    const created = await tenant.create(name);
    expect(created).toMatchObject({ status: 201, body: { status: "active" } });
    const page = await localFetch(`http://${created.body.hostnames[0]}:${platform.port}/`, { timeoutMs: 5_000 });
    const html = await page.text();
    took.push(performance.now() - startedAt);
    expect(page.status).toBe(200);
    expect(html).toContain("This website is ready");
    expect(html).toContain('rel="stylesheet"');
  }
  console.info(`created and served: ${took.map(Math.round).join(", ")} ms`);
  expect(await used(tenant, "websites")).toBe(5);
});

test("the name of a deleted website is served anew by every edge once another website of the tenant has it", async () => {
  const tenant = await newTenant(1);
  const { websiteId, hostnames } = (await tenant.create("again")).body;
  const statuses = async () => {
    const asked = Array.from({ length: 12 }, async () => {
      const response = await localFetch(`http://${hostnames[0]}:${platform.port}/`, { timeoutMs: 10_000 });
      await response.arrayBuffer();
      return response.status;
    });
    return [...new Set(await Promise.all(asked))];
  };
  expect(await statuses()).toEqual([200]);
  expect((await tenant.call("DELETE", `/websites/${websiteId}`)).status).toBe(200);
  expect(await statuses()).toEqual([410]);
  expect((await tenant.create("again")).status).toBe(201);
  expect(await statuses()).toEqual([200]);
});

test("a website that is renamed while visitors come is served under one of its names to each of them, and led to from the other", async () => {
  const tenant = await newTenant(2);
  const { websiteId, hostnames } = (await tenant.create("before")).body;
  const [old] = hostnames as [string];
  const renamed = old.replace("before", "after");
  const ask = async (hostname: string, path: string) => {
    const response = await localFetch(`http://${hostname}:${platform.port}${path}`, { timeoutMs: 10_000 });
    await response.arrayBuffer();
    return { status: response.status, location: response.headers.get("Location") };
  };
  const path = `/websites/${websiteId}`;
  const { version } = (await tenant.call("GET", path)).body.serving;
  let isOver = false;
  const seen = new Set<number>();
  const visitors = Array.from({ length: 6 }, async () => {
    while (!isOver) seen.add((await ask(old, "/")).status);
  });
  const changed = await tenant.call("PATCH", path, { subdomain: "after" }, { "If-Match": `"${version}"` });
  const after = await Promise.all(Array.from({ length: 12 }, () => ask(old, "/a%20b?q=%2F&q")));
  isOver = true;
  await Promise.all(visitors);
  expect(changed).toMatchObject({ status: 200, body: { hostnames: [renamed] } });
  const location = `http://${renamed}:${platform.port}/a%20b?q=%2F&q`;
  expect(after).toEqual(after.map(() => ({ status: 308, location })));
  expect([...seen].filter((status) => status !== 200 && status !== 308)).toEqual([]);
  expect((await ask(renamed, "/")).status).toBe(200);
  expect((await ask(old, "//evil.example/")).location).toBe(`http://${renamed}:${platform.port}//evil.example/`);

  expect((await tenant.create("before")).status).toBe(201);
  expect((await ask(old, "/")).status).toBe(200);
});

test("a clone of a website, in whichever state process, is served as that is, and is made once", async () => {
  const tenant = await newTenant(4);
  const source = (await tenant.create("original")).body;
  const copies = await Promise.all(
    ["copy-one", "copy-two", "copy-three"].map((subdomain) =>
      tenant.call("POST", `/websites/${source.websiteId}/clone`, { name: subdomain, subdomain }),
    ),
  );
  for (const { status, body } of copies) {
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "active", activeReleaseId: source.activeReleaseId, leaves: source.leaves });
    const page = await localFetch(`http://${body.hostnames[0]}:${platform.port}/`, { timeoutMs: 5_000 });
    expect(await page.text()).toContain("This website is ready");
  }
  expect(await used(tenant, "websites")).toBe(4);
});

test("fifty creates at once by two edges at a limit of 25 make exactly 25", async () => {
  const tenant = await newTenant(25);
  const made = await Promise.all(Array.from({ length: 50 }, (_, index) => tenant.create(`site-${index}-y`)));
  const by = Map.groupBy(made, ({ status }) => status);
  expect([by.get(201)?.length, by.get(429)?.length]).toEqual([25, 25]);
  expect(by.get(429)![0]!.body).toMatchObject({ facts: { resource: "websites", limit: 25, tier: "professional" } });
  expect(await used(tenant, "websites")).toBe(25);
});

test("a hundred websites of ten tenants are made at once", async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => newTenant(10)));
  const startedAt = performance.now();
  const made = await Promise.all(
    all.flatMap((tenant) => Array.from({ length: 10 }, (_, index) => tenant.create(`site-${index}-z`))),
  );
  const ms = performance.now() - startedAt;
  expect(made.filter(({ status }) => status !== 201)).toEqual([]);
  console.info(`100 websites of 10 tenants: ${Math.round(ms)} ms`);
});
