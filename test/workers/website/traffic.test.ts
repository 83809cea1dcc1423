import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { TrafficBatch, TrafficHour, TrafficReceipt } from "#domain/traffic/index.ts";
import { StateProcess } from "#durable-objects/state-process/state-process.ts";
import { leaseBoard } from "#durable-objects/website/lease-board.ts";
import { reportTraffic } from "#durable-objects/website/operations/report-traffic.ts";
import { WebsiteObject } from "#durable-objects/website/website-object.ts";
import { Outbox } from "#durable-objects/support/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { leaseMsMin } from "#domain/lease/index.ts";
import { bindings, createSite, stubOf, valueOf, withContext, type Stub } from "./site.ts";

const all = { from: 0, to: 1_000_000 };
const hour = (requests: number, bytes: number, at = 490_000): TrafficHour => ({
  hour: at,
  bytes,
  statuses: [0, requests, 0, 0, 0],
});

async function nameOf(stub: Pick<Stub, "countTraffic">): Promise<string> {
  return valueOf(await stub.countTraffic(null)).isolateId;
}

/** Ends the object's instance, with what it has in memory. */
async function crash(stub: Stub): Promise<void> {
  await runInDurableObject(stub, (_, state) => state.abort("for a test")).catch(() => undefined);
}

describe("traffic that isolates tell a website's object of", () => {
  test("is counted by hour, and acknowledged when it is on disk", async () => {
    const { stub, input } = await createSite();
    const isolateId = await nameOf(stub);
    const batch: TrafficBatch = { isolateId, sequence: 1, hours: [hour(3, 500), hour(1, 20, 490_001)] };
    expect(valueOf(await stub.countTraffic(batch))).toEqual({ isolateId, durable: 1 });
    await crash(stub);
    const again = stubOf(input.websiteId);
    expect(valueOf(await again.readTraffic(all))).toEqual({ hours: [hour(3, 500), hour(1, 20, 490_001)], next: null });
    expect(valueOf(await again.readTraffic({ from: 490_001, to: 490_002 })).hours).toEqual([hour(1, 20, 490_001)]);
  });

  test("is counted once, however often it is sent, also to an object that started again", async () => {
    const { stub, input } = await createSite();
    const isolateId = await nameOf(stub);
    const batch: TrafficBatch = { isolateId, sequence: 1, hours: [hour(1, 10)] };
    await Promise.all([stub.countTraffic(batch), stub.countTraffic(batch), stub.countTraffic(batch)]);
    await crash(stub);
    const again = stubOf(input.websiteId);
    expect(valueOf(await again.countTraffic(batch))).toEqual({ isolateId, durable: 1 });
    await again.countTraffic({ ...batch, sequence: 2 });
    expect(valueOf(await again.readTraffic(all)).hours).toEqual([hour(2, 20)]);
  });

  test("rides on a lease, which does not wait for the disk, and is not acknowledged before it is there", async () => {
    const { stub, input } = await createSite();
    const isolateId = await nameOf(stub);
    const traffic: TrafficBatch = { isolateId, sequence: 1, hours: [hour(1, 10)] };
    const first = await stub.lease({ durationMs: leaseMsMin, traffic });
    expect(first).toMatchObject({ ok: true, traffic: { isolateId, durable: 0 } });
    await crash(stub);
    const again = stubOf(input.websiteId);
    expect(valueOf(await again.readTraffic(all)).hours).toEqual([]);
    await eventually("the batch is acknowledged", async () => {
      const { traffic: receipt } = await again.lease({ durationMs: leaseMsMin, traffic });
      return receipt !== undefined && "durable" in receipt && receipt.durable === 1;
    });
    expect(valueOf(await again.readTraffic(all)).hours).toEqual([hour(1, 10)]);
  });

  test("is refused under a name that the object does not know", async () => {
    const { stub } = await createSite();
    const isolateId = crypto.randomUUID();
    const batch = { isolateId, sequence: 7, hours: [hour(1, 10)] };
    expect(valueOf(await stub.countTraffic(batch))).toEqual({ isolateId, forgotten: true });
    expect((await stub.lease({ durationMs: leaseMsMin, traffic: batch })).traffic).toEqual({
      isolateId,
      forgotten: true,
    });
    expect(valueOf(await stub.readTraffic(all)).hours).toEqual([]);
  });

  test("is counted when the lease comes from the board of a state process", async () => {
    const { input, stub } = await createSite();
    const { websiteId } = input;
    const isolateId = await nameOf(stub);
    const traffic: TrafficBatch = { isolateId, sequence: 1, hours: [hour(1, 10)] };
    const offers = leaseBoard.claim(websiteId);
    const granted = valueOf(await stub.lease({ durationMs: leaseMsMin }));
    offers.post(granted.state);
    const process = new StateProcess({ waitUntil: () => undefined } as unknown as ExecutionContext, bindings);
    const receipts = new Set<TrafficReceipt | undefined>();
    await eventually("the batch is acknowledged", async () => {
      offers.post(granted.state);
      const [answer] = await process.leases([{ websiteId, durationMs: leaseMsMin, traffic }]);
      expect(answer).toMatchObject({ ok: true, value: granted });
      receipts.add(answer!.traffic);
      return answer!.traffic !== undefined;
    });
    expect([...receipts]).toEqual([undefined, { isolateId, durable: 1 }]);
    expect(valueOf(await stub.readTraffic(all)).hours).toEqual([hour(1, 10)]);
  });

  test("of an isolate that was silent for long is refused, and what it counted stays", async () => {
    const { stub } = await createSite();
    const isolateId = await nameOf(stub);
    await stub.countTraffic({ isolateId, sequence: 1, hours: [hour(1, 10)] });
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec("UPDATE traffic_isolates SET silent_sweeps = 2 WHERE isolate_id = ?", isolateId);
    });
    await withContext(stub, {}, async (context, { storage }) => {
      const { TrafficStore } = await import("#durable-objects/website/traffic-store.ts");
      expect(new TrafficStore(storage.sql).sweep()).toEqual([isolateId]);
      const batch = { isolateId, sequence: 1, hours: [hour(1, 10)] };
      expect(await context.traffic.count(batch)).toEqual({ isolateId, forgotten: true });
    });
    expect(valueOf(await stub.readTraffic(all)).hours).toEqual([hour(1, 10)]);
  });
});

describe("the control plane", () => {
  const others = { CONTROL_PLANE: { fetch: () => Promise.reject(new Error("away")) } as unknown as Fetcher };
  const reportsIn = (outbox: Outbox) =>
    outbox.peek(100).flatMap(({ body }) => {
      const event = JSON.parse(body) as { readonly type: string; readonly hours?: readonly TrafficHour[] };
      return event.type === "traffic-counted" ? [event.hours] : [];
    });

  test("is told of all that was counted in hours that changed, at most once a minute", async () => {
    const { stub } = await createSite();
    await withContext(stub, others, async (context, { storage }) => {
      const outbox = new Outbox(storage.sql);
      const { isolateId } = await context.traffic.count(null);
      const startedAt = Date.now();
      await context.traffic.count({ isolateId, sequence: 1, hours: [hour(1, 10)] });
      await context.traffic.count({ isolateId, sequence: 2, hours: [hour(1, 10, 490_001)] });
      const due = () => context.alarms.deadlines().find(({ name }) => name === "report-traffic")?.atMs ?? null;
      expect(due()).toBeGreaterThan(startedAt + 59_000);
      expect(due()).toBeLessThan(startedAt + 62_500);
      expect(reportsIn(outbox)).toEqual([]);
      reportTraffic(context);
      reportTraffic(context);
      expect(reportsIn(outbox)).toEqual([[hour(1, 10), hour(1, 10, 490_001)]]);
      context.alarms.cancel("report-traffic");
      await context.traffic.count({ isolateId, sequence: 3, hours: [hour(4, 5)] });
      expect(due()).not.toBeNull();
      reportTraffic(context);
      expect(reportsIn(outbox)[1]).toEqual([hour(5, 15)]);
      context.alarms.cancel("deliver-events");
    });
  });
});

test("a disk that fails once loses no counts", async () => {
  const { stub } = await createSite();
  await runInDurableObject(stub, async (_, state) => {
    const object = new WebsiteObject(state, bindings);
    const isolateId = await nameOf(object);
    state.storage.sql.exec("ALTER TABLE traffic_hours RENAME TO elsewhere");
    const batch: TrafficBatch = { isolateId, sequence: 1, hours: [hour(1, 10)] };
    await expect(object.countTraffic(batch)).rejects.toThrow();
    state.storage.sql.exec("ALTER TABLE elsewhere RENAME TO traffic_hours");
    expect(valueOf(await object.countTraffic(batch))).toEqual({ isolateId, durable: 1 });
    expect(valueOf(await object.readTraffic(all)).hours).toEqual([hour(1, 10)]);
  });
});
