import { expect, test } from "vitest";
import { countTicks } from "#workers/leases/count-ticks.ts";
import { TickCounter } from "#workers/leases/tick-counter.ts";

test("nothing is counted before there is a carrier", () => {
  const counter = new TickCounter();
  expect(counter.read(0)).toBeNull();
  expect(counter.needsCarrier(0)).toBe(true);
});

test("a carrier's ticks are counted", () => {
  const counter = new TickCounter();
  const carrier = counter.begin(0);
  const start = counter.read(0)!;
  expect(counter.tick(carrier, 5)).toBe(true);
  expect(counter.tick(carrier, 10)).toBe(true);
  expect(counter.read(10)).toBe(start + 2);
});

test("a carrier that falls silent is noticed, and what it had counted ends every lease", () => {
  const counter = new TickCounter();
  counter.begin(0);
  const before = counter.read(30)!;
  expect(counter.read(31)).toBeNull();
  counter.begin(40);
  expect(counter.read(40)! - before).toBeGreaterThanOrEqual(500 / 5);
});

test("a clock that steps back stops the count", () => {
  const counter = new TickCounter();
  counter.begin(1_000);
  expect(counter.read(990)).toBeNull();
});

test("a takeover misses no tick: the carrier before still counts its last", () => {
  const counter = new TickCounter();
  const first = counter.begin(0);
  for (let at = 5; at <= 805; at += 5) counter.tick(first, at);
  expect(counter.needsCarrier(805)).toBe(true);
  const before = counter.read(805)!;
  const second = counter.begin(805);
  expect(counter.tick(first, 810)).toBe(false);
  counter.end(first);
  expect(counter.tick(second, 811)).toBe(true);
  expect(counter.read(811)).toBe(before + 2);
});

test("a carrier goes after a second, and when nothing is left to count for", async () => {
  let now = 0;
  const counter = new TickCounter();
  const wait = async (ms: number) => void (now += ms);
  await countTicks(counter, { now: () => now, wait, needed: () => true }, null);
  expect(now).toBe(1_000);
  expect(counter.read(now)).toBeNull();
  await countTicks(counter, { now: () => now, wait, needed: () => now < 1_020 }, null);
  expect(now).toBe(1_020);
});

test("a waiter that fails ends the count", async () => {
  const counter = new TickCounter();
  const wait = () => Promise.reject(new Error("the waiter is gone"));
  const counting = countTicks(counter, { now: () => 0, wait, needed: () => true }, null);
  await expect(counting).rejects.toThrow("the waiter is gone");
  expect(counter.read(0)).toBeNull();
});
