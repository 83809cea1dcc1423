import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { leaseMsMax, leaseMsMin } from "#domain/lease/index.ts";
import { createSite, failureOf, post, rows, runDeadline, stubOf, valueOf, type Stub } from "./site.ts";

const lease = async (stub: Stub, durationMs: number) => valueOf(await stub.lease({ durationMs }));

async function storedMax(stub: Stub): Promise<number | undefined> {
  return (await rows<{ ms: number }>(stub, "SELECT ms FROM lease_max"))[0]?.ms;
}

/** Asks until a lease of this length is granted: it is, once the raise that the first call began is durable. */
async function obtain(stub: Stub, durationMs: number): Promise<void> {
  for (let calls = 0; (await lease(stub, durationMs)).durationMs < durationMs; calls++) {
    if (calls > 1_000) throw new Error(`no lease of ${durationMs} ms was granted`);
  }
}

describe("leases", () => {
  test("of the shortest length are granted at once, with all that visitors get", async () => {
    const { stub, input, describe: now } = await createSite();
    const { state, durationMs } = await lease(stub, leaseMsMin);
    expect(durationMs).toBe(leaseMsMin);
    expect(state).toEqual((await now()).serving);
    expect(state).toMatchObject({ status: "active", hostnames: input.hostnames, tenantId: input.tenantId });
  });

  test("longer than the stored maximum are granted only once the longer maximum is stored", async () => {
    const { stub } = await createSite();
    expect((await lease(stub, 300)).durationMs).toBe(leaseMsMin);
    await obtain(stub, 300);
    await evictDurableObject(stub);
    expect(await storedMax(stub)).toBe(300);
  });

  test("are never longer than the longest, whatever is asked", async () => {
    const { stub } = await createSite();
    for (const asked of [Number.POSITIVE_INFINITY, Number.NaN, -1, 1e9]) {
      expect((await lease(stub, asked)).durationMs).toBeLessThanOrEqual(leaseMsMax);
    }
    await obtain(stub, leaseMsMax);
    expect(await storedMax(stub)).toBe(leaseMsMax);
  });

  test("granted before a restart are waited out by the next swap, which lowers the maximum again", async () => {
    const { stub, publish } = await createSite();
    await obtain(stub, 200);
    await evictDurableObject(stub);
    expect(valueOf(await stub.describe()).leaseMsOutstanding).toBe(200);
    expect((await publish(post("x"))).drainMs).toBeGreaterThanOrEqual(199);
    expect(await storedMax(stub)).toBe(leaseMsMin);
    expect((await lease(stub, 200)).durationMs).toBe(leaseMsMin);
  });

  test("asked for during a swap answer only what was waiting, and from the old release until it has ended", async () => {
    const { stub, change, activate, describe: now } = await createSite();
    await obtain(stub, 300);
    const { changeId } = await change({ put: [post("x")] });
    const { activeReleaseId: old } = await now();
    let ended = false;
    const swap = activate(changeId).finally(() => (ended = true));
    const during = [];
    while (!ended) during.push({ ...(await lease(stub, 300)), ended });
    const { releaseId } = valueOf(await swap);
    const draining = during.filter(({ durationMs, ended }) => !ended && durationMs === 0);
    expect(draining.length).toBeGreaterThan(0);
    expect(new Set(draining.map(({ state }) => state.activeReleaseId))).toEqual(new Set([old]));
    expect((await lease(stub, 300)).state.activeReleaseId).toBe(releaseId);
  });

  test("are shortest again by alarm, once nobody has asked for longer ones", async () => {
    const { stub } = await createSite();
    await obtain(stub, 200);
    await runDeadline(stub, "lower-lease-max");
    expect(await storedMax(stub)).toBe(200);
    await runDeadline(stub, "lower-lease-max");
    expect(await storedMax(stub)).toBe(leaseMsMin);
    expect((await lease(stub, leaseMsMin)).durationMs).toBe(leaseMsMin);
  });

  test("of a website that does not exist are refused", async () => {
    expect(failureOf(await stubOf(crypto.randomUUID()).lease({ durationMs: 25 })).code).toBe("website-not-found");
  });
});
