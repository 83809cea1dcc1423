import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectDatabase, migrate, readMigrations, type Database } from "#control-plane/database/index.ts";
import { applyWebsiteEvents } from "#control-plane/services/website-events/index.ts";
import type { WebsiteEvent } from "#domain/contracts/index.ts";
import type { TrafficHour } from "#domain/traffic/index.ts";
import { batchOf, newWebsite, type TestWebsite } from "./batches.ts";
import { listedWebsites } from "./listed-websites.ts";
import { startPostgres, type TestPostgres } from "./start-postgres.ts";

let postgres: TestPostgres;
let database: Database;

beforeAll(async () => {
  postgres = await startPostgres();
  await migrate(postgres.url, await readMigrations(new URL("../../../migrations/platform/", import.meta.url)));
  database = connectDatabase(postgres.url, () => {});
});
afterAll(async () => {
  await database.$client.end();
  await postgres.stop();
});

const at = "2026-01-01T12:00:00.000Z";
const counted = (...hours: TrafficHour[]): WebsiteEvent => ({ type: "traffic-counted", hours, at });
const hour = (number: number, bytes: number, requests: number): TrafficHour => ({
  hour: number,
  bytes,
  statuses: [0, requests, 1, 0, 0],
});

function tell({ websiteId, tenantId, epoch }: TestWebsite, sequence: number, event: WebsiteEvent) {
  return applyWebsiteEvents(database, { websiteId, tenantId, epoch, events: [{ sequence, event }] });
}

async function hoursOf({ websiteId }: TestWebsite) {
  const { rows } = await database.$client.query(
    "select hour, tenant_id, requests, bytes, status_2xx, status_3xx from platform.website_traffic where website_id = $1 order by hour",
    [websiteId],
  );
  return rows;
}

describe("what a website's visitors were sent", () => {
  test("is held by hour, as it was told last, in whatever order", async () => {
    const website = newWebsite();
    await applyWebsiteEvents(database, batchOf(website, 1));
    await tell(website, 2, counted(hour(490_000, 10, 1)));
    await tell(website, 3, counted(hour(490_000, 30, 3), hour(490_001, 5_000_000_000, 2)));
    // A storage brought back from a backup tells of less for a while.
    await tell({ ...website, epoch: crypto.randomUUID() }, 1, counted(hour(490_000, 20, 2)));
    const shared = { tenant_id: website.tenantId, status_3xx: "1" };
    expect(await hoursOf(website)).toEqual([
      { hour: new Date("2025-11-24T16:00:00Z"), requests: "4", bytes: "30", status_2xx: "3", ...shared },
      { hour: new Date("2025-11-24T17:00:00Z"), requests: "3", bytes: "5000000000", status_2xx: "2", ...shared },
    ]);
  });

  test("is taken once, leaves the website's own row as it was, and only the last event behind", async () => {
    const website = newWebsite();
    await applyWebsiteEvents(database, batchOf(website, 1));
    const { items: before } = await listedWebsites(database, { tenantId: website.tenantId });
    const versionOf = async () =>
      (await database.$client.query("select xmin from platform.websites where website_id = $1", [website.websiteId]))
        .rows;
    const version = await versionOf();
    for (const sequence of [2, 3, 3, 2]) await tell(website, sequence, counted(hour(490_000, 10 * sequence, 1)));
    expect((await listedWebsites(database, { tenantId: website.tenantId })).items).toEqual(before);
    // Not even written anew: each minute of each website would leave a dead row behind.
    expect(await versionOf()).toEqual(version);
    const { rows } = await database.$client.query<{ sequence: string }>(
      "select sequence from platform.website_events where website_id = $1 order by sequence",
      [website.websiteId],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(["1", "3"]);
    expect(await hoursOf(website)).toMatchObject([{ bytes: "30" }]);
  });

  test("makes a website known of which nothing else was told", async () => {
    const website = newWebsite();
    expect(await tell(website, 1, counted(hour(490_000, 10, 1)))).toEqual({ ok: true, value: { acknowledged: 1 } });
    expect(await hoursOf(website)).toHaveLength(1);
  });
});
