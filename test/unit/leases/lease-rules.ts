import { expect } from "vitest";
import { leaseMsMin } from "#domain/lease/index.ts";
import type { LeaseEffects, LeaseGrantor } from "#durable-objects/website/lease-grantor.ts";
import { outcomeOf } from "#test/support/outcome-of.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

export type GrantorClass = new (effects: LeaseEffects, storedMaxMs: number) => LeaseGrantor;

function start(Grantor: GrantorClass, storedMaxMs: number) {
  const world = new FakeSurroundings();
  return { world, grantor: new Grantor(world, storedMaxMs) };
}

/** What a promise ends as: its value, or the message of its error. */
function settled(promise: Promise<string>): Promise<string> {
  return promise.catch((error: Error) => error.message);
}

/** What a grantor has to keep, each as a check that throws where it is not kept. */
export const leaseRules = {
  async "a drain waits out the stored maximum before it commits, also right after a start"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, 200);
    const drained = grantor.drain(world.flipTo("new"));
    expect(await world.underWay()).toEqual(["wait 200"]);
    expect(world.log).toEqual([]);
    await world.end("wait 200");
    await world.end("sync");
    expect(await outcomeOf(drained)).toBe("new");
  },

  async "a lease granted during a drain answers only what was waiting for it, from the old release"(
    Grantor: GrantorClass,
  ) {
    const { world, grantor } = start(Grantor, 200);
    void grantor.drain(world.flipTo("new"));
    await world.underWay();
    const { durationMs, state } = await grantor.grant(100);
    expect([durationMs, state.activeReleaseId]).toEqual([0, "old"]);
  },

  async "nobody sees a flip before it is durable: neither who asked for it nor who wants a lease"(
    Grantor: GrantorClass,
  ) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    const drained = grantor.drain(world.flipTo("new"));
    await world.end(`wait ${leaseMsMin}`);
    const lease = grantor.grant(leaseMsMin);
    expect([await outcomeOf(drained), await outcomeOf(lease)]).toEqual(["pending", "pending"]);
    await world.end("sync");
    expect(await outcomeOf(drained)).toBe("new");
    expect(await outcomeOf(lease)).toMatchObject({ durationMs: leaseMsMin, state: { activeReleaseId: "new" } });
  },

  async "a longer lease is granted only once a maximum that covers it is durable"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    expect((await grantor.grant(300)).durationMs).toBe(leaseMsMin);
    expect(await world.underWay()).toEqual(["sync"]);
    expect(world.log).toEqual(["max 300"]);
    expect((await grantor.grant(300)).durationMs).toBe(leaseMsMin);
    await world.end("sync");
    expect((await grantor.grant(300)).durationMs).toBe(300);
    expect((await grantor.grant(100)).durationMs).toBe(100);
  },

  async "drains queue: each waits for itself after the one before is durable"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    const drains = [grantor.drain(world.flipTo("first")), grantor.drain(world.flipTo("second"))];
    for (const release of ["first", "second"]) {
      await world.end(`wait ${leaseMsMin}`);
      expect(world.state.activeReleaseId).toBe(release);
      await world.end("sync");
    }
    expect(await Promise.all(drains)).toEqual(["first", "second"]);
  },

  async "a longer maximum that is asked for during a drain waits for its end"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    void grantor.drain(world.flipTo("new"));
    await world.underWay();
    await grantor.grant(300);
    await world.end(`wait ${leaseMsMin}`);
    expect(world.log).not.toContain("max 300");
    await world.end("sync");
    await world.end("sync");
    expect(world.log).toEqual([`wait ${leaseMsMin}`, "flip new", "sync", "max 300", "sync"]);
  },

  async "a drain lowers the maximum together with its flip, and grants by it"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, 200);
    void grantor.drain(world.flipTo("new"));
    await world.end("wait 200");
    expect(world.log).toEqual(["wait 200", "flip new", `max ${leaseMsMin}`]);
    await world.end("sync");
    expect((await grantor.grant(200)).durationMs).toBe(leaseMsMin);
    expect(grantor.maxMs).toBe(leaseMsMin);
  },

  async "a commit that throws changes nothing and leaves nobody parked"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, 200);
    const drained = grantor.drain(() => {
      throw new Error("refused");
    });
    const outcome = settled(drained);
    await world.end("wait 200");
    expect(await outcome).toBe("refused");
    expect(await outcomeOf(grantor.grant(200))).toMatchObject({ durationMs: 200, state: { activeReleaseId: "old" } });
    expect(world.log).toEqual(["wait 200"]);
  },

  async "what it grants outside of drains is on offer for others"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    expect(world.offered).toBeNull();
    const { state } = await grantor.grant(leaseMsMin);
    expect(world.offered).toBe(state);
  },

  async "nothing is on offer from the beginning of a drain on, whoever asks meanwhile"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    await grantor.grant(leaseMsMin);
    void grantor.drain(world.flipTo("new"));
    expect(await world.underWay()).toEqual([`wait ${leaseMsMin}`]);
    expect(world.offered).toBeNull();
    await grantor.grant(leaseMsMin);
    expect(world.offered).toBeNull();
  },

  async "a flip is on offer only after its sync"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    await grantor.grant(leaseMsMin);
    void grantor.drain(world.flipTo("new"));
    await world.end(`wait ${leaseMsMin}`);
    const lease = grantor.grant(leaseMsMin);
    expect([await outcomeOf(lease), world.offered]).toEqual(["pending", null]);
    await world.end("sync");
    await lease;
    expect(world.offered).toMatchObject({ activeReleaseId: "new" });
  },

  async "nothing is on offer any more after a sync that failed"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    await grantor.grant(300);
    expect(world.offered).not.toBeNull();
    await world.end("sync", new Error("the disk is gone"));
    expect(world.offered).toBeNull();
    await grantor.grant(leaseMsMin);
    expect(world.offered).toBeNull();
  },

  async "a sync that fails starts the object again, and is no success"(Grantor: GrantorClass) {
    const { world, grantor } = start(Grantor, leaseMsMin);
    const drained = grantor.drain(world.flipTo("new"));
    const outcome = settled(drained);
    await world.end(`wait ${leaseMsMin}`);
    await world.end("sync", new Error("the disk is gone"));
    expect(await outcome).toBe("the disk is gone");
    expect(world.log.at(-1)).toBe("abandon");
  },
} as const satisfies Readonly<Record<string, (Grantor: GrantorClass) => Promise<void>>>;
export type LeaseRule = keyof typeof leaseRules;
