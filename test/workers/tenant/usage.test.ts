import { beforeEach, describe, expect, test } from "vitest";
import { quotaAlertSchema, type QuotaAlert, type TenantState, type Usage } from "#domain/contracts/index.ts";
import { hoursOfMonth, monthBefore, monthOf, type QuotaResource } from "#domain/quota/index.ts";
import { quotasByTier, type ResourceQuota } from "#domain/tenant/index.ts";
import type { TrafficHour } from "#domain/traffic/index.ts";
import { QuotaAlerts } from "#durable-objects/tenant/quotas/alerts.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { createSite, failureOf, runDeadline, valueOf, withContext } from "#test/workers/website/site.ts";
import { inTenant, runTenantDeadline, tenantStub, type TenantStub } from "./tenant.ts";

let tenantId: string;
let tenant: TenantStub;
let version: number;
beforeEach(() => {
  tenantId = crypto.randomUUID();
  tenant = tenantStub(tenantId);
  version = 0;
});

async function allow(quota: Partial<ResourceQuota>, state: Partial<TenantState> = {}): Promise<void> {
  version += 1;
  const all = { ...quotasByTier.professional, ...quota };
  valueOf(await tenant.applyState(activeState(tenantId, { version, quota: all, ...state })));
}

const thisMonth = monthOf(Date.now());
const usage = async (input: { limit: number; cursor?: string } = { limit: 50 }): Promise<Usage> =>
  valueOf(await tenant.readUsage(input));
const used = async (resource: QuotaResource): Promise<number> =>
  (await usage()).resources.find((each) => each.resource === resource)!.used;
const sent = (websiteId: string, bytes: number, requests = 1, month = thisMonth) =>
  tenant.noteTraffic([{ websiteId, month, bytes, requests }]);

describe("usage", () => {
  test("tells of every resource what is used and allowed", async () => {
    await allow({ maxWebsites: 3 }, { tier: "starter" });
    valueOf(await tenant.reserveWebsite({ websiteId: crypto.randomUUID(), domains: ["a.example", "b.example"] }));
    valueOf(await tenant.holdBlobs([{ digest: "0".repeat(64), bytes: 10 }]));
    valueOf(await tenant.beginDeployment(crypto.randomUUID()));
    await sent(crypto.randomUUID(), 500);
    expect(await usage()).toMatchObject({
      tier: "starter",
      month: thisMonth,
      resources: [
        { resource: "websites", unit: "count", used: 1, limit: 3 },
        { resource: "storage", unit: "bytes", used: 10 },
        { resource: "bandwidth", unit: "bytes", used: 500 },
        { resource: "deployments", unit: "count", used: 1, limit: 5 },
        { resource: "domains", unit: "count", used: 2, limit: 25 },
      ],
    });
  });

  test("of bandwidth is what websites have sent in the month, however often and in whatever order they tell", async () => {
    await allow({});
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()].toSorted() as [string, string];
    for (const bytes of [10, 30, 20, 30]) await sent(one, bytes);
    await sent(two, 5);
    await sent(two, 1_000, 1, monthBefore(thisMonth));
    expect(await used("bandwidth")).toBe(35);
    const first = (await usage({ limit: 1 })).traffic;
    expect(first).toEqual({ items: [{ websiteId: one, bytes: 30, requests: 1 }], cursor: one });
    expect((await usage({ limit: 1, cursor: one })).traffic.items).toMatchObject([{ websiteId: two, bytes: 5 }]);
  });

  test("of bandwidth is kept for thirteen months, also where a clock was far ahead for once", async () => {
    await allow({});
    const websiteId = crypto.randomUUID();
    await sent(websiteId, 35);
    await sent(websiteId, 1, 1, "2999-01");
    expect(await used("bandwidth")).toBe(35);
    let month = monthBefore(thisMonth);
    for (let kept = 0; kept < 20; kept += 1, month = monthBefore(month)) await sent(websiteId, 1, 1, month);
    const months = await inTenant(tenant, ({ storage }) =>
      storage.sql.exec("SELECT month FROM traffic_months").toArray(),
    );
    expect(months).toHaveLength(13);
    expect(await used("bandwidth")).toBe(35);
  });

  test("of bandwidth equals what the websites served, this month and no other", async () => {
    await allow({});
    const { stub, input } = await createSite({ tenantId });
    const { isolateId } = valueOf(await stub.countTraffic(null));
    const { from } = hoursOfMonth(thisMonth);
    const hours = [from - 1, from, from + 1].map((hour): TrafficHour => {
      return { hour, bytes: 100, statuses: [0, 2, 0, 1, 0] };
    });
    valueOf(await stub.countTraffic({ isolateId, sequence: 1, hours }));
    for (const _ of ["once", "and again"]) {
      await withContext(stub, {}, ({ alarms }) => alarms.schedule("report-usage", 1));
      await runDeadline(stub, "report-usage");
    }
    expect((await usage()).traffic.items).toEqual([{ websiteId: input.websiteId, bytes: 200, requests: 6 }]);
  });

  test("is told of no tenant that nobody knows, and kept of none", async () => {
    await sent(crypto.randomUUID(), 1);
    expect(failureOf(await tenant.readUsage({ limit: 1 })).code).toBe("tenant-not-found");
    await allow({});
    expect(await used("bandwidth")).toBe(0);
  });
});

describe("bandwidth beyond the quota", () => {
  test("stops what is new from 110 % on, until the quota is raised", async () => {
    await allow({ bandwidthBytes: 100 });
    const websiteId = crypto.randomUUID();
    await sent(websiteId, 110);
    const reserve = (id: string = crypto.randomUUID()) => tenant.reserveWebsite({ websiteId: id, domains: [] });
    valueOf(await reserve(websiteId));
    await sent(websiteId, 111);
    expect(failureOf(await reserve()).facts).toMatchObject({ resource: "bandwidth", used: 111, limit: 100 });
    expect(failureOf(await tenant.holdBlobs([{ digest: "1".repeat(64), bytes: 1 }])).code).toBe("quota-exceeded");
    // What is there can be worked with.
    valueOf(await reserve(websiteId));
    valueOf(await tenant.beginDeployment(crypto.randomUUID()));
    await allow({ bandwidthBytes: 200 });
    valueOf(await reserve());
  });
});

describe("deployments", () => {
  test("are as many at a time as the limit, exactly, and make room when they end", async () => {
    await allow({ maxConcurrentDeployments: 2 });
    const ids = Array.from({ length: 10 }, () => crypto.randomUUID());
    const begun = await Promise.all(ids.map((id) => tenant.beginDeployment(id)));
    expect(begun.filter(({ ok }) => ok)).toHaveLength(2);
    const [running] = ids.filter((_, index) => begun[index]!.ok);
    valueOf(await tenant.beginDeployment(running!));
    await tenant.endDeployment(running!);
    valueOf(await tenant.beginDeployment(crypto.randomUUID()));
    expect(failureOf(await tenant.beginDeployment(crypto.randomUUID())).facts).toMatchObject({ limit: 2, used: 2 });
  });

  test("whose end nobody told make room after their time", async () => {
    await allow({ maxConcurrentDeployments: 1 });
    valueOf(await tenant.beginDeployment(crypto.randomUUID()));
    await inTenant(tenant, ({ storage }) => void storage.sql.exec("UPDATE deployments SET until_ms = 1"));
    valueOf(await tenant.beginDeployment(crypto.randomUUID()));
  });
});

describe("alerts", () => {
  /** Those that wait to be told, and have not been asked for before. */
  async function alerts(status = 204): Promise<QuotaAlert[]> {
    await runTenantDeadline(tenant, "watch-quotas");
    return inTenant(tenant, async ({ storage }) => {
      const told: QuotaAlert[] = [];
      const CONTROL_PLANE = {
        async fetch(_: string, init: RequestInit) {
          told.push(quotaAlertSchema.parse(JSON.parse(init.body as string)));
          return new Response(null, { status });
        },
      };
      await new QuotaAlerts(storage.sql).deliver({ CONTROL_PLANE, CONTROL_PLANE_SECRET: "s".repeat(32) }, tenantId);
      return told;
    });
  }

  test("tell once of each crossing of 90 %", async () => {
    await allow({ bandwidthBytes: 100 });
    const websiteId = crypto.randomUUID();
    await sent(websiteId, 89);
    expect(await alerts()).toEqual([]);
    await sent(websiteId, 90);
    await runTenantDeadline(tenant, "watch-quotas");
    await sent(websiteId, 95);
    expect(await alerts()).toMatchObject([{ resource: "bandwidth", used: 90, limit: 100 }]);
    await allow({ bandwidthBytes: 1_000 });
    await allow({ bandwidthBytes: 100 });
    expect(await alerts()).toMatchObject([{ resource: "bandwidth", used: 95, limit: 100 }]);
  });

  test("look at traffic once a minute, whatever many reports come meanwhile", async () => {
    await allow({ bandwidthBytes: 100 });
    const watched = () =>
      inTenant(tenant, ({ storage }) =>
        storage.sql.exec<{ atMs: number }>("SELECT at_ms AS atMs FROM deadlines WHERE name = 'watch-quotas'").toArray(),
      );
    await sent(crypto.randomUUID(), 95);
    const first = await watched();
    expect(first).toHaveLength(1);
    await sent(crypto.randomUUID(), 1);
    expect(await watched()).toEqual(first);
    const waiting = "SELECT body FROM outbox";
    expect(await inTenant(tenant, ({ storage }) => storage.sql.exec(waiting).toArray())).toEqual([]);
    expect(await alerts()).toMatchObject([{ resource: "bandwidth", used: 96 }]);
  });

  test("tell once of a count that swings about 90 %, and again after it was below 80 %", async () => {
    await allow({ bandwidthBytes: 100 });
    await sent(crypto.randomUUID(), 90);
    expect(await alerts()).toHaveLength(1);
    for (const bandwidthBytes of [110, 100, 112, 100]) {
      await allow({ bandwidthBytes });
      expect(await alerts()).toEqual([]);
    }
    await allow({ bandwidthBytes: 113 });
    await allow({ bandwidthBytes: 100 });
    expect(await alerts()).toHaveLength(1);
  });

  test("tell of websites that are there, and again once some were deleted and others made", async () => {
    await allow({ maxWebsites: 2 });
    const make = async () => {
      const { input } = await createSite({ tenantId });
      const { reservationId } = valueOf(await tenant.reserveWebsite({ websiteId: input.websiteId, domains: [] }));
      await tenant.settleReservation(reservationId);
      return input.websiteId;
    };
    await make();
    expect(await alerts()).toEqual([]);
    const second = await make();
    expect(await alerts()).toMatchObject([{ resource: "websites", used: 2, limit: 2 }]);
    await tenant.forgetWebsite(second);
    await make();
    expect(await alerts()).toHaveLength(1);
  });

  test("wait while the control plane does not take them", async () => {
    await allow({ storageBytes: 10 });
    const blob = { digest: "2".repeat(64), bytes: 10 };
    valueOf(await tenant.holdBlobs([blob]));
    valueOf(await tenant.keepBlobs([blob]));
    await expect(alerts(503)).rejects.toThrow("503");
    expect(await alerts()).toHaveLength(1);
    expect(await alerts()).toEqual([]);
  });
});
