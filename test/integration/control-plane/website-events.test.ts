import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectDatabase, migrate, readMigrations, type Database } from "#control-plane/database/index.ts";
import { applyWebsiteEvents } from "#control-plane/services/website-events/index.ts";
import type { WebsiteEvent } from "#domain/contracts/index.ts";
import { batchOf, newWebsite, type TestWebsite } from "./batches.ts";
import { allListed, listedWebsites } from "./listed-websites.ts";
import { startPostgres, type TestPostgres } from "./start-postgres.ts";

let postgres: TestPostgres;
let database: Database;

beforeAll(async () => {
  postgres = await startPostgres();
  const folder = new URL("../../../migrations/platform/", import.meta.url);
  await migrate(postgres.url, await readMigrations(folder));
  database = connectDatabase(postgres.url, () => {});
});
afterAll(async () => {
  await database.$client.end();
  await postgres.stop();
});

const acknowledged = (sequence: number) => ({ ok: true, value: { acknowledged: sequence } });

async function rowOf({ tenantId, websiteId }: TestWebsite) {
  const { items } = await listedWebsites(database, { tenantId });
  return items.find((item) => item.websiteId === websiteId);
}

async function storedEvents({ websiteId }: TestWebsite): Promise<number[]> {
  const { rows } = await database.$client.query<{ sequence: string }>(
    "select sequence from platform.website_events where website_id = $1 order by epoch, sequence",
    [websiteId],
  );
  return rows.map((row) => Number(row.sequence));
}

describe("events of a website", () => {
  test("bring its row up to date, in their order", async () => {
    const website = newWebsite();
    expect(await applyWebsiteEvents(database, batchOf(website, 2, 1, 3))).toEqual(acknowledged(3));
    expect(await rowOf(website)).toMatchObject({
      name: "Bakery",
      status: "active",
      hostnames: ["host-3.localhost"],
      createdAt: "2026-01-01T00:00:01.000Z",
      updatedAt: "2026-01-01T00:00:03.000Z",
    });
  });

  test("are applied once, however often they are delivered", async () => {
    const website = newWebsite();
    await applyWebsiteEvents(database, batchOf(website, 1, 2, 3));
    expect(await applyWebsiteEvents(database, batchOf(website, 1, 2, 3))).toEqual(acknowledged(3));
    expect(await applyWebsiteEvents(database, batchOf(website, 1, 2))).toEqual(acknowledged(3));
    expect(await storedEvents(website)).toEqual([1, 2, 3]);
    expect((await rowOf(website))?.hostnames).toEqual(["host-3.localhost"]);
  });

  test("are applied once when they are delivered many times at once", async () => {
    const website = newWebsite();
    const batches = Array.from({ length: 20 }, (_, index) =>
      batchOf(website, ...[1, 2, 3, 4, 5, 6].slice(index % 2, 3 + (index % 4))),
    );
    await applyWebsiteEvents(database, batchOf(website, 1));
    const receipts = await Promise.all(batches.map((batch) => applyWebsiteEvents(database, batch)));
    expect(receipts.every((receipt) => receipt.ok)).toBe(true);
    expect(await storedEvents(website)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await rowOf(website))?.hostnames).toEqual(["host-6.localhost"]);
  });

  test("are not applied beyond a gap, and the receipt says what is stored", async () => {
    const website = newWebsite();
    expect(await applyWebsiteEvents(database, batchOf(website, 2))).toEqual(acknowledged(0));
    expect(await rowOf(website)).toBeUndefined();
    expect(await applyWebsiteEvents(database, batchOf(website, 1, 2, 4))).toEqual(acknowledged(2));
    expect(await applyWebsiteEvents(database, batchOf(website, 5, 6))).toEqual(acknowledged(2));
    expect(await storedEvents(website)).toEqual([1, 2]);
  });

  test("count from 1 again in another epoch", async () => {
    const website = newWebsite();
    await applyWebsiteEvents(database, batchOf(website, 1, 2, 3));
    const restored = { ...website, epoch: randomUUID() };
    expect(await applyWebsiteEvents(database, batchOf(restored, 1, 2))).toEqual(acknowledged(2));
    expect(await storedEvents(website)).toHaveLength(5);
    expect((await rowOf(website))?.hostnames).toEqual(["host-2.localhost"]);
  });

  test("are refused in the name of another tenant, and change nothing", async () => {
    const website = newWebsite();
    await applyWebsiteEvents(database, batchOf(website, 1));
    const foreign = { ...website, tenantId: randomUUID() };
    const refused = await applyWebsiteEvents(database, batchOf(foreign, 2));
    expect(refused).toMatchObject({ ok: false, failure: { code: "forbidden" } });
    expect(await storedEvents(website)).toEqual([1]);
    expect(await rowOf(foreign)).toBeUndefined();
  });
});

describe("the list of websites", () => {
  test("gives every website of a tenant once, page by page, and none of another's or deleted", async () => {
    const tenantId = randomUUID();
    const websites = Array.from({ length: 5 }, () => newWebsite(tenantId));
    const [deleted, ...kept] = websites;
    for (const website of [...websites, newWebsite()]) {
      await applyWebsiteEvents(database, batchOf(website, 1));
    }
    const at = "2026-02-01T00:00:00.000Z";
    const deletion = { sequence: 2, event: { type: "status-changed", status: "deleted", at } } as const;
    await applyWebsiteEvents(database, { ...deleted!, events: [deletion] });

    const ids = kept.map((website) => website.websiteId).sort();
    expect(await allListed(database, { tenantId, limit: 3 })).toEqual(ids);
    expect(await allListed(database, { tenantId, limit: 1, order: "desc" })).toEqual(ids.toReversed());
    expect(await allListed(database, { tenantId, status: "deleted" })).toEqual([deleted!.websiteId]);
  });

  test("is sorted by name or time, and searched by name and hostname, whatever the case", async () => {
    const tenantId = randomUUID();
    const make = async (name: string, hostname: string, at: string) => {
      const website = newWebsite(tenantId);
      const event: WebsiteEvent = { type: "website-created", name, hostnames: [hostname], at };
      await applyWebsiteEvents(database, { ...batchOf(website, 1), events: [{ sequence: 1, event }] });
      return website.websiteId;
    };
    const b = await make("brewery", "one.example", "2026-01-03T00:00:00.001Z");
    const a = await make("Bakery 100%", "two.shop.example", "2026-01-02T00:00:00.001Z");
    const c = await make("Café_x", "three.example", "2026-01-02T00:00:00.002Z");
    const list = (query: object) => allListed(database, { tenantId, limit: 1, ...query });
    expect(await list({ sort: "name" })).toEqual([a, b, c]);
    expect(await list({ sort: "name", order: "desc" })).toEqual([c, b, a]);
    expect(await list({ sort: "createdAt" })).toEqual([a, c, b]);
    expect(await list({ sort: "updatedAt", order: "desc" })).toEqual([b, c, a]);
    expect(await list({ search: "BAK" })).toEqual([a]);
    expect(await list({ search: "shop" })).toEqual([a]);
    expect(await list({ search: "0%" })).toEqual([a]);
    expect(await list({ search: "é_X" })).toEqual([c]);
    expect(await list({ search: "_" })).toEqual([c]);
    expect(await list({ search: "nothing" })).toEqual([]);
    const { cursor } = await listedWebsites(database, { tenantId, limit: 1, sort: "name" });
    await expect(listedWebsites(database, { tenantId, sort: "createdAt", cursor })).rejects.toThrow("cursor");
  });
});
