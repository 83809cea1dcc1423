import { describe, expect, test } from "vitest";
import { leaseDurationMs, leaseMsMax, leaseMsMin } from "#domain/lease/index.ts";
import { LeaseGrantor } from "#durable-objects/website/lease-grantor.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";
import { leaseRules, type LeaseRule } from "./lease-rules.ts";
import { wrongGrantors } from "./wrong-grantors.ts";

describe("the grantor keeps", () => {
  test.for(Object.keys(leaseRules) as LeaseRule[])("%s", (rule) => leaseRules[rule](LeaseGrantor));

  test.for(wrongGrantors)("a rule that tells it from one that $name", async ({ breaks, Grantor }) => {
    await expect(leaseRules[breaks](Grantor)).rejects.toThrow();
  });
});

describe("the grantor", () => {
  test("stores a longer maximum once for all who ask for it at once", async () => {
    const world = new FakeSurroundings();
    const grantor = new LeaseGrantor(world, leaseMsMin);
    await Promise.all([300, 300, 200, 300].map((ms) => grantor.grant(ms)));
    await world.end("sync");
    expect(await world.underWay()).toEqual([]);
    expect(world.log).toEqual(["max 300", "sync"]);
  });

  test("grants no more than the longest lease and asks for no less than the shortest", async () => {
    const world = new FakeSurroundings();
    const grantor = new LeaseGrantor(world, leaseMsMax);
    const granted = [];
    for (const asked of [1e9, Number.POSITIVE_INFINITY, Number.NaN, -5, 0]) granted.push(await grantor.grant(asked));
    expect(granted.map(({ durationMs }) => durationMs)).toEqual([
      leaseMsMax,
      leaseMsMin,
      leaseMsMin,
      leaseMsMin,
      leaseMsMin,
    ]);
    expect(world.log).toEqual([]);
  });

  test("lowers the maximum only after a time in which nobody asked for more, and waits it out", async () => {
    const world = new FakeSurroundings();
    const grantor = new LeaseGrantor(world, 300);
    await grantor.grant(200);
    expect(await grantor.lowerMax()).toBe(false);
    const lowered = grantor.lowerMax();
    await world.end("wait 300");
    await world.end("sync");
    expect(await lowered).toBe(true);
    expect(world.log).toEqual(["wait 300", `max ${leaseMsMin}`, "sync"]);
  });

  test("has nothing to lower at the shortest", async () => {
    const world = new FakeSurroundings();
    expect(await new LeaseGrantor(world, leaseMsMin).lowerMax()).toBe(true);
    expect(world.log).toEqual([]);
  });

  test("goes on with the next drain when one could not be waited for", async () => {
    const world = new FakeSurroundings();
    const grantor = new LeaseGrantor(world, 100);
    const drains = [grantor.drain(world.flipTo("first")), grantor.drain(world.flipTo("second"))];
    const failed = expect(drains[0]).rejects.toThrow("the waiter is away");
    await world.end("wait 100", new Error("the waiter is away"));
    await failed;
    await world.end("wait 100");
    await world.end("sync");
    expect(await drains[1]).toBe("second");
    expect(world.state).toMatchObject({ activeReleaseId: "second", version: 2 });
  });
});

test("an isolate asks for twice its smallest round trip, within the bounds", () => {
  expect([null, 0, 1, 30.2, 100, 1_000].map(leaseDurationMs)).toEqual([
    leaseMsMin,
    leaseMsMin,
    leaseMsMin,
    61,
    200,
    leaseMsMax,
  ]);
});
