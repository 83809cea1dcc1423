import { beforeEach, describe, expect, test } from "vitest";
import type { TenantState } from "#domain/contracts/index.ts";
import { quotasByTier, type ResourceQuota } from "#domain/tenant/index.ts";
import { TenantStore } from "#durable-objects/tenant/tenant-store.ts";
import { WebsiteSlots } from "#durable-objects/tenant/quotas/website-slots.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { createSite, failureOf, stubOf, valueOf, websiteInput } from "#test/workers/website/site.ts";
import { inTenant, runTenantDeadline, tenantStub, type TenantStub } from "./tenant.ts";

let tenantId: string;
let tenant: TenantStub;
beforeEach(() => {
  tenantId = crypto.randomUUID();
  tenant = tenantStub(tenantId);
});

async function allow(quota: Partial<ResourceQuota>, state: Partial<TenantState> = {}): Promise<void> {
  valueOf(
    await tenant.applyState(activeState(tenantId, { quota: { ...quotasByTier.professional, ...quota }, ...state })),
  );
}

const reserve = (websiteId: string = crypto.randomUUID(), domains: readonly string[] = []) =>
  tenant.reserveWebsite({ websiteId, domains });
const custom = () => `${crypto.randomUUID()}.example`;
const count = (query: string) =>
  inTenant(tenant, ({ storage }) => storage.sql.exec<{ count: number }>(query).one().count);
const websites = () => count("SELECT count(*) AS count FROM websites");
const domains = () => inTenant(tenant, ({ storage }) => new WebsiteSlots(storage.sql).domains);

/** As if the time of all that is reserved were over. */
async function letTimePass(): Promise<void> {
  await inTenant(tenant, ({ storage }) => {
    storage.sql.exec("UPDATE reservations SET until_ms = 1");
    storage.sql.exec("UPDATE blobs SET until_ms = 1");
  });
  await runTenantDeadline(tenant, "settle-reservations");
}

describe("websites", () => {
  /** How many of fifty at once are given room. */
  async function givenOf(ask: (websiteId: string) => Promise<boolean>): Promise<number> {
    const asked = Array.from({ length: 50 }, () => ask(crypto.randomUUID()));
    return (await Promise.all(asked)).filter(Boolean).length;
  }

  test("fifty reserved at once at a limit of 25 are exactly 25", async () => {
    await allow({ maxWebsites: 25 });
    expect(await givenOf(async (id) => (await reserve(id)).ok)).toBe(25);
    expect(await websites()).toBe(25);
  });

  test("whoever looks first and takes afterwards takes too many", async () => {
    await allow({ maxWebsites: 25 });
    const given = await inTenant(tenant, ({ storage }) => {
      const [store, slots] = [new TenantStore(storage.sql), new WebsiteSlots(storage.sql)];
      return givenOf(async (websiteId) => {
        const hasRoom = slots.websites < 25;
        await Promise.resolve();
        if (hasRoom) store.addWebsite(websiteId, 1);
        return hasRoom;
      });
    });
    expect(given).toBeGreaterThan(25);
  });

  test("beyond the limit are refused, with the limit and how to raise it", async () => {
    await allow({ maxWebsites: 1 }, { tier: "free" });
    valueOf(await reserve());
    expect(failureOf(await reserve())).toMatchObject({
      code: "quota-exceeded",
      facts: { resource: "websites", limit: 1, used: 1, tier: "free" },
      detail: expect.stringContaining("higher tier"),
    });
  });

  test("are counted once, however often the same one is reserved", async () => {
    await allow({ maxWebsites: 1 });
    const websiteId = crypto.randomUUID();
    expect((await Promise.all([reserve(websiteId), reserve(websiteId)])).map(({ ok }) => ok)).toEqual([true, true]);
    expect(await websites()).toBe(1);
  });

  test("that nobody went on to create leave their room again", async () => {
    await allow({ maxWebsites: 1 });
    valueOf(await reserve());
    await letTimePass();
    expect(await websites()).toBe(0);
    valueOf(await reserve());
  });

  test("that were created, and nobody said so, keep it", async () => {
    await allow({ maxWebsites: 1 });
    const input = await websiteInput({ tenantId });
    valueOf(await reserve(input.websiteId));
    await createSite(input);
    await letTimePass();
    expect(await websites()).toBe(1);
    expect(await count("SELECT count(*) AS count FROM reservations")).toBe(0);
    expect(failureOf(await reserve()).code).toBe("quota-exceeded");
  });

  test("are not begun once their room was given up", async () => {
    const input = await websiteInput({ tenantId });
    expect(failureOf(await stubOf(input.websiteId).create(input, Date.now())).code).toBe("website-unavailable");
    expect(failureOf(await stubOf(input.websiteId).describe()).code).toBe("website-not-found");
  });

  test("that another call is about to create keep their room when one call fails", async () => {
    await allow({ maxWebsites: 1 });
    const websiteId = crypto.randomUUID();
    const [failing] = [valueOf(await reserve(websiteId)), valueOf(await reserve(websiteId))];
    await tenant.settleReservation(failing.reservationId);
    expect(await websites()).toBe(1);
  });

  test("that are deleted free their room, by themselves where nobody says so", async () => {
    await allow({ maxWebsites: 1 });
    const input = await websiteInput({ tenantId });
    const { reservationId } = valueOf(await reserve(input.websiteId));
    const { stub } = await createSite(input);
    await tenant.settleReservation(reservationId);
    valueOf(await stub.setStatus("deleted"));
    await expect.poll(websites, { timeout: 10_000 }).toBe(0);
  });

  test("of a tenant whose quota was lowered stay, and no more come", async () => {
    await allow({ maxWebsites: 2 });
    const kept = crypto.randomUUID();
    valueOf(await reserve(kept));
    valueOf(await reserve());
    await allow({ maxWebsites: 1 }, { version: 2 });
    valueOf(await reserve(kept));
    expect(failureOf(await reserve()).code).toBe("quota-exceeded");
  });
});

describe("custom domains", () => {
  test("are as many as the limit under concurrency, and those of refused calls are free again", async () => {
    await allow({ maxCustomDomains: 5 });
    const asked = await Promise.all(Array.from({ length: 10 }, () => reserve(undefined, [custom()])));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(5);
    await letTimePass();
    expect(await domains()).toBe(0);
  });

  test("follow the website's hostnames: what it gives up is free once that is settled", async () => {
    await allow({ maxCustomDomains: 2 });
    const [first, second, third] = [custom(), custom(), custom()];
    const input = await websiteInput({ tenantId, hostnames: [first, second] });
    const created = valueOf(await reserve(input.websiteId, [first, second]));
    const { stub } = await createSite(input);
    await tenant.settleReservation(created.reservationId);
    expect(failureOf(await reserve(input.websiteId, [third])).facts).toMatchObject({ resource: "domains", used: 2 });
    valueOf(await stub.setHostnames([second]));
    const fewer = valueOf(await reserve(input.websiteId, [second]));
    await tenant.settleReservation(fewer.reservationId);
    expect(await domains()).toBe(1);
    valueOf(await reserve(input.websiteId, [second, third]));
  });
});

describe("storage", () => {
  const blob = (bytes: number) => ({ digest: crypto.randomUUID().replaceAll("-", "").repeat(2), bytes });
  const used = () => count("SELECT bytes AS count FROM storage");

  test("is exact under concurrency, and counts each digest once", async () => {
    await allow({ storageBytes: 1_000 });
    const blobs = Array.from({ length: 20 }, () => blob(100));
    const held = await Promise.all([...blobs, ...blobs].map((each) => tenant.holdBlobs([each])));
    expect(held.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await used()).toBe(1_000);
  });

  test("is taken for all blobs of a call or for none", async () => {
    await allow({ storageBytes: 1_000 });
    expect(failureOf(await tenant.holdBlobs([blob(600), blob(600)])).facts).toMatchObject({ resource: "storage" });
    expect(await used()).toBe(0);
  });

  test("is free again where the bytes were never stored, and kept where they were", async () => {
    await allow({});
    const [lost, kept] = [blob(100), blob(10)];
    valueOf(await tenant.holdBlobs([lost, kept]));
    expect(await tenant.missingBlobs([lost.digest, kept.digest])).toEqual([lost.digest, kept.digest]);
    valueOf(await tenant.keepBlobs([kept]));
    await letTimePass();
    expect([await used(), await tenant.missingBlobs([kept.digest, lost.digest])]).toEqual([10, [lost.digest]]);
  });

  test("is kept for as long as it may take to store a file of its length", async () => {
    await allow({ storageBytes: 10_000_000_000 });
    const before = Date.now();
    valueOf(await tenant.holdBlobs([blob(5_000_000_000)]));
    const secondsKept = (await count("SELECT until_ms AS count FROM blobs")) / 1_000 - before / 1_000;
    expect(secondsKept).toBeGreaterThan(5_000);
  });

  test("that an upload has is its own when the bandwidth is used up meanwhile; other files are not begun", async () => {
    await allow({ bandwidthBytes: 100 });
    const uploadId = crypto.randomUUID();
    valueOf(await tenant.reserveUpload({ uploadId, bytes: 100, untilMs: Date.now() + 60_000 }));
    const month = new Date().toISOString().slice(0, 7);
    await tenant.noteTraffic([{ month, websiteId: crypto.randomUUID(), bytes: 111, requests: 1 }]);
    expect(failureOf(await tenant.holdBlobs([blob(100)])).facts).toMatchObject({ resource: "bandwidth" });
    const [file, edition] = [blob(60), blob(40)];
    valueOf(await tenant.holdBlobs([file], uploadId));
    valueOf(await tenant.holdBlobs([file], uploadId));
    valueOf(await tenant.holdBlobs([edition], uploadId));
    expect(await used()).toBe(100);
    expect(failureOf(await tenant.holdBlobs([blob(1)], uploadId)).facts).toMatchObject({ resource: "bandwidth" });
  });

  test("is counted anew where bytes were stored after that", async () => {
    await allow({});
    const late = blob(100);
    valueOf(await tenant.holdBlobs([late]));
    await letTimePass();
    valueOf(await tenant.keepBlobs([late]));
    expect([await used(), await tenant.missingBlobs([late.digest])]).toEqual([100, []]);
  });
});
