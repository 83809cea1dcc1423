import { expect, test } from "vitest";
import { OneMaker } from "#workers/support/one-maker.ts";

/** @param passes whether time passes while a request waits */
function isolate(passes: boolean) {
  let now = 0;
  const kept = new Map<string, number>();
  const effects = { now: () => now, wait: async (ms: number) => void (now += passes ? ms : 0) };
  return { effects, kept, find: () => kept.get("key") };
}

test("a crowd makes a value once, without sharing a promise", async () => {
  const { effects, kept, find } = isolate(false);
  const makers = new OneMaker();
  let made = 0;
  const make = async () => {
    made++;
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    kept.set("key", 7);
    return 7;
  };
  const crowd = Array.from({ length: 30 }, () => makers.findOrMake("key", find, make, effects));
  expect(new Set(await Promise.all(crowd))).toEqual(new Set([7]));
  expect(made).toBe(1);
});

test("a maker that fails fails alone: another makes the value", async () => {
  const { effects, kept, find } = isolate(false);
  const makers = new OneMaker();
  let calls = 0;
  const make = async () => {
    if (calls++ === 0) throw new Error("failed");
    kept.set("key", 1);
    return 1;
  };
  const results = await Promise.allSettled([
    makers.findOrMake("key", find, make, effects),
    makers.findOrMake("key", find, make, effects),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});

test("a maker that hangs does not hold others up for ever", async () => {
  const { effects, find } = isolate(true);
  const makers = new OneMaker();
  void makers.findOrMake("key", find, () => new Promise<number>(() => undefined), effects);
  expect(await makers.findOrMake("key", find, async () => 2, effects)).toBe(2);
});
