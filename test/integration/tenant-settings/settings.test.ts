import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tenantRoleName, type TenantCredentials } from "#domain/contracts/index.ts";
import { runAsOwner } from "#test/integration/relay/tenant-roles.ts";
import { startPlatformWithTenants, type PlatformWithTenants } from "./platform-with-tenants.ts";

let platform: PlatformWithTenants;
let anna: string;
let berta: string;

beforeAll(async () => {
  platform = await startPlatformWithTenants();
  [anna, berta] = [await platform.newTenant(), await platform.newTenant()];
});
afterAll(() => platform.dispose());

const match = (version: number) => ({ "If-Match": `"${version}"` });

/** The settings as the tenant's own tables have them, read as the owner of all. */
async function stored(tenantId: string) {
  const credentials = await credentialsOf(tenantId);
  const password = readFileSync(platform.directory.postgresPassword, "utf8").trim();
  const url = `postgresql://hotswap:${password}@${credentials.host}:${credentials.port}/${credentials.database}`;
  const { rows } = await runAsOwner(url, `select * from ${tenantRoleName(tenantId)}.settings`);
  return rows as Record<string, unknown>[];
}

async function credentialsOf(tenantId: string): Promise<TenantCredentials> {
  const answered = await platform.internal(
    { kind: "tenant", tenantId },
    "GET",
    `/internal/tenants/${tenantId}/database`,
  );
  return answered.body as TenantCredentials;
}

describe("a tenant's settings", () => {
  it("are there from the start, with an ETag, and not sent again to whoever has them", async () => {
    const read = await platform.call(anna, "GET");
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({
      timeZone: "UTC",
      locale: "en",
      contactEmail: null,
      contactName: null,
      weekStart: "monday",
      dateFormat: "yyyy-MM-dd",
      version: 1,
    });
    expect(read.headers.get("ETag")).toBe('"1"');
    expect((await platform.call(anna, "GET", undefined, { "If-None-Match": '"1"' })).status).toBe(304);
  });

  it("are changed by whoever has read them, of two at a time by one, and each change is in the log once", async () => {
    const changes = { timeZone: "Europe/Vienna", locale: "DE-at", weekStart: "sunday", dateFormat: "dd.MM.yyyy" };
    const changed = await platform.call(berta, "PATCH", changes, match(1));
    expect(changed).toMatchObject({ status: 200, body: { ...changes, locale: "de-AT", version: 2 } });
    expect(changed.headers.get("ETag")).toBe('"2"');
    expect((await platform.call(berta, "PATCH", { locale: "fr" }, match(1))).status).toBe(412);
    expect((await platform.call(berta, "PATCH", { locale: "fr" })).status).toBe(428);

    const rivals = await Promise.all(
      Array.from({ length: 8 }, (_, n) => platform.call(berta, "PATCH", { contactName: `Rival ${n}` }, match(2))),
    );
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    const [winner] = rivals.filter(({ status }) => status === 200);
    expect((await platform.call(berta, "GET")).body).toEqual(winner!.body);

    const entries = await platform.auditOf(berta, 2);
    expect(entries.length).toBe(2);
    const [last] = entries.filter(({ after }) => "contactName" in after);
    expect(last).toMatchObject({
      actor: { kind: "platform-token" },
      before: { contactName: null },
      after: { contactName: winner!.body.contactName },
    });
  });

  it("stay as they are, and the log too, where a change changes nothing", async () => {
    const before = await platform.call(anna, "GET");
    const same = await platform.call(anna, "PATCH", { timeZone: before.body.timeZone }, match(before.body.version));
    expect(same).toMatchObject({ status: 200, body: before.body });
    expect(await platform.auditOf(anna, 0)).toEqual([]);
  });

  it("take only what they can mean", async () => {
    const wrong = [
      {},
      { timeZone: "Mars/Olympus" },
      { timeZone: "+02:00" },
      { timeZone: "" },
      { locale: "not a tag" },
      { locale: "x".repeat(40) },
      { contactEmail: "nobody" },
      { contactName: "a\u0000b" },
      { weekStart: "tuesday" },
      { dateFormat: "'; drop table settings" },
      { version: 9 },
      { tenantId: berta },
      { updatedAt: "2020-01-01T00:00:00Z" },
      { singleton: false },
    ];
    for (const body of wrong) expect((await platform.call(anna, "PATCH", body, match(1))).status).toBe(400);
    expect((await platform.call(anna, "GET")).body.version).toBe(1);
  });
});

describe("a tenant that means ill", () => {
  it("puts SQL into every text that is stored, and it is stored as text", async () => {
    const other = tenantRoleName(berta);
    const texts = [
      `'; update ${other}.settings set contact_name = 'taken'; --`,
      `x' || (select contact_name from ${other}.settings) || '`,
      `$$; set role ${other}; $$`,
      `"; drop table settings; --`,
      `\\'; select pg_sleep(3); --`,
      `' where true returning *; delete from settings; --`,
      "${1} %s :name ? $1 $2",
    ];
    const before = await stored(berta);
    for (const contactName of texts) {
      const { body } = await platform.call(anna, "GET");
      const changed = await platform.call(anna, "PATCH", { contactName }, match(body.version));
      expect(changed).toMatchObject({ status: 200, body: { contactName } });
      expect((await platform.call(anna, "GET")).body.contactName).toBe(contactName);
    }
    const { body } = await platform.call(anna, "GET");
    const contactEmail = "o'brien'--@example.com";
    const mailed = await platform.call(anna, "PATCH", { contactEmail }, match(body.version));
    expect([200, 400]).toContain(mailed.status);
    expect(await stored(berta)).toEqual(before);
    expect((await stored(anna)).length).toBe(1);
  });

  it("reads no other tenant's settings, nor its credentials, by any id", async () => {
    const unknown = await platform.call(randomUUID(), "GET");
    expect(unknown.status).toBe(404);
    const asked = await platform.internal(
      { kind: "tenant", tenantId: anna },
      "GET",
      `/internal/tenants/${berta}/database`,
    );
    expect(asked.status).toBe(403);
    const told = await platform.internal(
      { kind: "tenant", tenantId: anna },
      "POST",
      `/internal/tenants/${berta}/events`,
      {
        events: [],
      },
    );
    expect(told.status).toBe(403);
  });

  it("gets hold of its role, and makes the log tell of nothing but settings and content", async () => {
    const events = [{ ...eventOf("member.removed") }];
    const told = await platform.internal(
      { kind: "tenant", tenantId: anna },
      "POST",
      `/internal/tenants/${anna}/events`,
      {
        events,
      },
    );
    expect(told.status).toBe(400);
  });
});

it("an event that is told of twice is logged once", async () => {
  const tenantId = await platform.newTenant();
  const body = { events: [eventOf("settings.changed"), eventOf("settings.changed")] };
  for (let i = 0; i < 3; i += 1) {
    const told = await platform.internal(
      { kind: "tenant", tenantId },
      "POST",
      `/internal/tenants/${tenantId}/events`,
      body,
    );
    expect(told.status).toBe(204);
  }
  expect((await platform.auditOf(tenantId, 2)).length).toBe(2);
});

it("what is published is logged of its website", async () => {
  const tenantId = await platform.newTenant();
  const websiteId = randomUUID();
  const events = [{ ...eventOf("content.published"), websiteId, before: {}, after: { published: [] } }];
  const path = `/internal/tenants/${tenantId}/events`;
  const told = await platform.internal({ kind: "tenant", tenantId }, "POST", path, { events });
  expect(told.status).toBe(204);
  const [entry] = await platform.auditOf(tenantId, 1, "content.published");
  expect(entry).toMatchObject({ target: { type: "website", id: websiteId }, after: { published: [] } });
});

it("the relay's socket is this user's alone, and state processes have no other way to Postgres", () => {
  const config = readFileSync(join(platform.directory.build, "state-0.capnp"), "utf8");
  expect(config).toContain("TENANT_RELAY");
  expect(config).not.toMatch(/network|private/);
});

it("fifty tenants at once are all answered", async () => {
  const tenantIds: string[] = [];
  for (let n = 0; n < 50; n += 10) {
    tenantIds.push(...(await Promise.all(Array.from({ length: 10 }, () => platform.newTenant()))));
  }
  const answers = await Promise.all(
    tenantIds.flatMap((tenantId) => [0, 1, 2].map(() => platform.call(tenantId, "GET"))),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
});

function eventOf(action: string) {
  return {
    eventId: randomUUID(),
    at: new Date().toISOString(),
    action,
    actor: { kind: "platform-token" },
    origin: { requestId: "r", address: "203.0.113.7", userAgent: "Test/1" },
    before: { locale: "en" },
    after: { locale: "fr" },
  };
}
