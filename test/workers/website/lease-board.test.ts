import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { leaseMsMin } from "#domain/lease/index.ts";
import { leaseBoard } from "#durable-objects/website/lease-board.ts";
import { WebsiteObject } from "#durable-objects/website/website-object.ts";
import { bindings, createSite, post, valueOf } from "./site.ts";

/** A website whose object is of a state process, in the isolate of its board. */
async function boardedSite() {
  const site = await createSite();
  const { websiteId } = site.input;
  const ofStateProcess = { ...bindings, STATE_COUNT: "1" };
  return {
    ...site,
    onOffer: () => leaseBoard.grant(websiteId, leaseMsMin),
    /** Runs in the object's context with new instances of it, as after restarts. */
    within: (run: (start: () => WebsiteObject) => Promise<void>) =>
      runInDurableObject(site.stub, (_, state) => run(() => new WebsiteObject(state, ofStateProcess))),
  };
}

describe("the board of a state process", () => {
  test("has what the object grants, until something of the website changes", async () => {
    const { within, onOffer, change } = await boardedSite();
    const { changeId } = await change({ put: [post("x")] });
    await within(async (start) => {
      const object = start();
      expect(onOffer()).toBeNull();
      const granted = valueOf(await object.lease({ durationMs: leaseMsMin }));
      expect(onOffer()).toEqual(granted);
      const { releaseId } = valueOf(await object.prepare(changeId));
      expect(onOffer()).toBeNull();
      await object.lease({ durationMs: leaseMsMin });
      expect(onOffer()?.state.hint).toBe(releaseId);
    });
  });

  test("has nothing during a swap, whoever asks for leases, and then the new release", async () => {
    const { within, onOffer, change } = await boardedSite();
    const { changeId } = await change({ put: [post("x")] });
    await within(async (start) => {
      const object = start();
      const { state: old } = valueOf(await object.lease({ durationMs: leaseMsMin }));
      let swapped = false;
      const swap = object.activate({ deploymentId: crypto.randomUUID(), changeId, message: "" });
      void swap.then(() => void (swapped = true));
      while (!swapped) {
        await object.lease({ durationMs: leaseMsMin });
        expect(onOffer()?.state.version).not.toBe(old.version);
        await scheduler.wait(1);
      }
      const { releaseId } = valueOf(await swap);
      await object.lease({ durationMs: leaseMsMin });
      expect(onOffer()?.state.activeReleaseId).toBe(releaseId);
    });
  });

  test("is taken over, empty, by an instance that starts", async () => {
    const { within, onOffer } = await boardedSite();
    await within(async (start) => {
      const before = start();
      await before.lease({ durationMs: leaseMsMin });
      const after = start();
      expect(onOffer()).toBeNull();
      await before.lease({ durationMs: leaseMsMin });
      expect(onOffer()).toBeNull();
      await after.lease({ durationMs: leaseMsMin });
      expect(onOffer()).not.toBeNull();
    });
  });
});
