import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectDatabase, migrate, readMigrations, type Database } from "#control-plane/database/index.ts";
import { applyWebsiteEvents } from "#control-plane/services/website-events/index.ts";
import { listWebsites } from "#control-plane/services/websites/index.ts";
import { batchOf, newWebsite, type TestWebsite } from "./batches.ts";
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
  const { items } = await listWebsites(database, { limit: 200, tenantId });
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

    const listed: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listWebsites(database, { limit: 3, tenantId, cursor });
      listed.push(...page.items.map((item) => item.websiteId));
      if (page.cursor === null) break;
      cursor = page.cursor;
    }
    expect(listed).toEqual(kept.map((website) => website.websiteId).sort());
  });
});
