import { expect, test } from "vitest";
import type { LeaseCall } from "#domain/contracts/index.ts";
import { LeaseBook } from "#workers/leases/lease-book.ts";
import { LeaseQueue } from "#workers/leases/lease-queue.ts";
import type { LeaseReply } from "#workers/leases/lease-reply.ts";
import { obtainLease, renewLease, type LeaseEffects } from "#workers/leases/obtain-lease.ts";
import { RoundTrips } from "#workers/leases/round-trips.ts";
import { WaitingRoom } from "#workers/leases/waiting-room.ts";
import { WebsiteUnavailable } from "#workers/websites/patience.ts";
import { granted, websiteId } from "./serving-states.ts";
import { VirtualClock } from "./virtual-clock.ts";

type Call = (calls: readonly LeaseCall[]) => Promise<readonly LeaseReply[]>;

/** An isolate whose calls take 1 ms of virtual time. */
function isolate(call: Call, wakes = true) {
  const clock = new VirtualClock();
  const background: Promise<unknown>[] = [];
  const calls: (readonly LeaseCall[])[] = [];
  const effects: LeaseEffects = {
    now: clock.now,
    wait: clock.wait,
    call: async (wanted) => {
      calls.push(wanted);
      await clock.wait(1);
      return call(wanted);
    },
    waitUntil: (work) => void background.push(work),
  };
  const book = new LeaseBook({ now: clock.now, ticks: () => 0, clockSteps: false });
  const place = { queue: new LeaseQueue(), roundTrips: new RoundTrips(), room: new WaitingRoom(wakes) };
  const obtain = (website: string) => obtainLease(book, place, effects, website, book.arrive());
  return { clock, effects, book, place, calls, obtain, background };
}

const grantAll: Call = async (calls) => calls.map(() => granted(1, 25));

test("a crowd at a website without a lease makes one call", async () => {
  const { clock, obtain, calls } = isolate(grantAll);
  const started = clock.now();
  const crowd = Array.from({ length: 50 }, () => obtain(websiteId));
  expect((await clock.run(Promise.all(crowd))).every((reply) => reply.ok)).toBe(true);
  expect(calls).toHaveLength(1);
  expect(clock.now() - started, "and all go on as soon as it is answered").toBe(1);
});

test("a crowd that nobody can wake looks by short timers", async () => {
  const { clock, obtain, calls } = isolate(grantAll, false);
  const started = clock.now();
  const crowd = Array.from({ length: 50 }, () => obtain(websiteId));
  expect((await clock.run(Promise.all(crowd))).every((reply) => reply.ok)).toBe(true);
  expect(calls).toHaveLength(1);
  expect(clock.now() - started).toBeLessThan(5);
});

test("a crowd whose caller is cut off waits for a timer, and does not call as a crowd then", async () => {
  const { clock, place, obtain, calls } = isolate(grantAll);
  place.queue.want(websiteId);
  place.queue.begin(clock.now());
  const crowd = Array.from({ length: 50 }, () => obtain(websiteId));
  expect((await clock.run(Promise.all(crowd))).every((reply) => reply.ok)).toBe(true);
  expect(calls.length).toBeLessThanOrEqual(2);
});

test("no request has two timers at once", async () => {
  let failures = 3;
  const { clock, effects, book, place, background } = isolate((calls) =>
    failures-- > 0 ? Promise.reject(new Error("Network connection lost.")) : grantAll(calls),
  );
  let timers = 0;
  let timersMax = 0;
  const wait = async (ms: number) => {
    timersMax = Math.max(timersMax, ++timers);
    await clock.wait(ms);
    timers--;
  };
  await clock.run(obtainLease(book, place, { ...effects, wait }, websiteId, book.arrive()));
  await clock.run(Promise.all(background));
  expect(timersMax).toBe(1);
});

test("websites wanted while a call is under way share the next", async () => {
  const { clock, obtain, calls } = isolate(grantAll);
  await clock.run(Promise.all(["a", "b", "c", "d"].map(obtain)));
  expect(calls.map(websitesOf)).toEqual([["a"], ["b", "c", "d"]]);
});

test("a late reply answers nobody who came after its call was sent: they get the next", async () => {
  let version = 0;
  const late: Call = async (calls) => calls.map(() => granted(++version, 0));
  const { clock, obtain } = isolate(late);
  const replies = await clock.run(Promise.all([obtain(websiteId), obtain(websiteId), obtain(websiteId)]));
  expect(replies.map((reply) => reply.ok && reply.value.state.version)).toEqual([1, 2, 2]);
});

test("a call that hangs is not waited for: the request asks again", async () => {
  let count = 0;
  const hangsOnce: Call = (calls) => (count++ === 0 ? new Promise(() => undefined) : grantAll(calls));
  const { clock, obtain } = isolate(hangsOnce);
  const started = clock.now();
  expect(await clock.run(obtain(websiteId))).toMatchObject({ ok: true });
  expect(clock.now() - started).toBeLessThan(110);
});

test("one slow website does not hold up others for long", async () => {
  const slow: Call = (calls) => (websitesOf(calls).includes("slow") ? new Promise(() => undefined) : grantAll(calls));
  const { clock, obtain } = isolate(slow);
  void obtain("slow").catch(() => undefined);
  const started = clock.now();
  await clock.run(Promise.all([obtain("a"), obtain("b")]));
  expect(clock.now() - started).toBeLessThan(110);
});

test("requests hold on while a state process starts again", async () => {
  let failures = 20;
  const restarting: Call = (calls) =>
    failures-- > 0 ? Promise.reject(new Error("Network connection lost.")) : grantAll(calls);
  const { clock, obtain } = isolate(restarting);
  expect(await clock.run(obtain(websiteId))).toMatchObject({ ok: true });
});

test("after two seconds without an answer the website counts as unavailable", async () => {
  const { clock, obtain, calls } = isolate(() => Promise.reject(new Error("gone")));
  const started = clock.now();
  const crowd = Array.from({ length: 20 }, () => obtain(websiteId));
  const outcomes = await clock.run(Promise.allSettled(crowd));
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(WebsiteUnavailable) });
  }
  expect(clock.now() - started).toBeLessThan(2_100);
  expect(calls.length, "with pauses between the calls").toBeLessThan(60);
});

test("a renewal holds nobody up and carries on with what is wanted meanwhile", async () => {
  const { clock, book, place, effects, calls, background } = isolate(grantAll);
  renewLease(book, place, effects, "a");
  renewLease(book, place, effects, "b");
  await clock.run(Promise.all(background));
  expect(calls.map(websitesOf)).toEqual([["a"], ["b"]]);
  expect(book.decide("b").kind).toBe("fresh");
});

function websitesOf(calls: readonly LeaseCall[]): string[] {
  return calls.map((call) => call.websiteId);
}
