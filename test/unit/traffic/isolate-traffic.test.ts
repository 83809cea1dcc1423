import { describe, expect, test } from "vitest";
import type { LeaseAnswer, TrafficCall } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { requestsOf } from "#domain/traffic/index.ts";
import { flushTraffic } from "#workers/traffic/flush-traffic.ts";
import { IsolateTraffic, type TrafficAnswer } from "#workers/traffic/isolate-traffic.ts";

const start = 490_000 * 3_600_000;
const grant = { ok: true, value: {} } as LeaseAnswer;
const lease = (websiteId: string) => ({ websiteId, durationMs: 20 });

/** Flushes for so long by a clock of its own. @returns the calls that were made */
async function flushFor(
  traffic: IsolateTraffic,
  ms: number,
  answer: (call: TrafficCall) => TrafficAnswer,
  now = start,
): Promise<TrafficCall[]> {
  const made: TrafficCall[] = [];
  let clock = now;
  await flushTraffic(traffic, {
    now: () => clock,
    wait: async (waited) => void (clock += waited),
    call: async (calls) => {
      made.push(...calls);
      return calls.map(answer);
    },
    callsMax: 100,
    lifeMs: ms,
  });
  return made;
}

const counts = ({ batch }: TrafficCall): TrafficAnswer =>
  ok(batch === null ? { isolateId: "name", durable: 0 } : { isolateId: "name", durable: batch.sequence });

describe("what an isolate counts", () => {
  test("is flushed in time when no lease is renewed, and then nothing more is asked of anyone", async () => {
    const traffic = new IsolateTraffic();
    expect(traffic.count("a", 200, 10, start)).toBe(true);
    traffic.count("a", 404, 5, start);
    const calls = await flushFor(traffic, 60_000, counts);
    expect(calls.map(({ batch }) => batch?.hours ?? null)).toEqual([
      null,
      [{ hour: 490_000, bytes: 15, statuses: [0, 1, 0, 1, 0] }],
    ]);
    expect(await flushFor(traffic, 60_000, counts)).toEqual([]);
  });

  test("rides on renewals while there are any, again until it is acknowledged", async () => {
    const traffic = new IsolateTraffic();
    traffic.count("a", 200, 10, start);
    expect(traffic.load([lease("a")], start)).toEqual([lease("a")]);
    traffic.receive({ websiteId: "a", batch: null }, ok({ isolateId: "name", durable: 0 }));
    const calls = traffic.load([lease("b"), lease("a")], start);
    expect(calls[1]!.traffic).toMatchObject({ isolateId: "name", sequence: 1 });
    traffic.unload(calls, [grant, grant]);
    traffic.count("a", 200, 10, start + 20);
    expect(traffic.load([lease("a")], start + 20)).toEqual([lease("a")]);
    const again = traffic.load([lease("a")], start + 1_300);
    expect(again[0]!.traffic).toEqual(calls[1]!.traffic);
    traffic.unload(again, [{ ...grant, traffic: { isolateId: "name", durable: 1 } }]);
    expect(traffic.load([lease("a")], start + 2_600)[0]!.traffic).toMatchObject({ sequence: 2 });
  });

  test("is sent again, the same under the same sequence, to an object that does not answer, and not in a hurry", async () => {
    const traffic = new IsolateTraffic();
    traffic.count("a", 200, 10, start);
    const calls = await flushFor(traffic, 30_000, (call) => (call.batch === null ? counts(call) : null));
    const batches = calls.flatMap(({ batch }) => batch ?? []);
    expect(new Set(batches).size).toBe(1);
    expect(batches.length).toBeGreaterThan(5);
    expect(batches.length).toBeLessThan(14);
  });

  test("goes out under a new name when the object has forgotten the isolate over an hour without visitors", async () => {
    const traffic = new IsolateTraffic();
    traffic.count("a", 200, 10, start);
    await flushFor(traffic, 30_000, counts);
    const later = start + 2 * 3_600_000;
    traffic.count("a", 200, 20, later);
    const calls = await flushFor(traffic, 30_000, counts, later);
    expect(calls.map(({ batch }) => batch?.sequence ?? null)).toEqual([null, 1]);
  });

  test("counts for a website that is gone are let go", async () => {
    const traffic = new IsolateTraffic();
    traffic.count("a", 410, 10, start);
    const gone = { ok: false, failure: { code: "website-not-found", detail: "" } } as const;
    expect(await flushFor(traffic, 30_000, () => gone)).toHaveLength(1);
  });

  test("asks for another flusher when the one at work gives no sign, has worked for long, or the clock stepped back", () => {
    const traffic = new IsolateTraffic();
    const flusher = traffic.beginFlusher(start);
    expect(traffic.count("a", 200, 1, start + 7_000)).toBe(false);
    expect(traffic.count("a", 200, 1, start + 9_000)).toBe(true);
    expect(traffic.goesOn(flusher, start + 15_000)).toBe(true);
    expect(traffic.count("a", 200, 1, start + 19_000)).toBe(false);
    expect(traffic.count("a", 200, 1, start + 20_000)).toBe(true);
    expect(traffic.count("a", 200, 1, start - 1)).toBe(true);
    traffic.beginFlusher(start + 20_000);
    expect(traffic.goesOn(flusher, start + 20_000)).toBe(false);
  });

  test("loses nothing when a clock steps about: hours are many, but not without end", async () => {
    const traffic = new IsolateTraffic();
    for (let step = 0; step < 100; step++) traffic.count("a", 200, 1, start + ((step * 37) % 100) * 3_600_000);
    const calls = await flushFor(traffic, 30_000, counts);
    const hours = calls.flatMap(({ batch }) => batch?.hours ?? []);
    expect(hours.length).toBeLessThanOrEqual(25);
    expect(hours.reduce((sum, hour) => sum + requestsOf(hour), 0)).toBe(100);
  });
});
