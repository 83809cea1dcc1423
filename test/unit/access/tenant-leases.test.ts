import { describe, expect, test } from "vitest";
import type { TenantLease } from "#domain/contracts/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { TenantLeases, type TenantLeaseEffects } from "#workers/api/access/tenant-leases.ts";

const tenantId = crypto.randomUUID();

/** A clock that a test turns, and a tenant's object that answers after so long what is set. */
function surroundings() {
  const world = { now: 10_000, calls: 0, takesMs: 5, version: 1 as number | null };
  const effects: TenantLeaseEffects = {
    now: () => world.now,
    wait: async (ms) => void (await new Promise((resolve) => setTimeout(resolve, ms))),
    async call(id): Promise<TenantLease | null> {
      world.calls += 1;
      const { version } = world;
      await new Promise((resolve) => setTimeout(resolve, 5));
      world.now += world.takesMs;
      return version === null ? null : { state: activeState(id, { version }), durationMs: 1_000 };
    },
  };
  const leases = new TenantLeases(100);
  return { world, leases, versionNow: async () => (await leases.stateOf(tenantId, effects))?.version ?? null };
}

describe("a tenant's lease", () => {
  test("is gone by until it ends, counted from before the call", async () => {
    const { world, versionNow } = surroundings();
    world.takesMs = 400;
    expect(await versionNow()).toBe(1);
    world.version = 2;
    world.now = 10_999;
    expect([await versionNow(), world.calls]).toEqual([1, 1]);
    world.now = 11_000;
    expect([await versionNow(), world.calls]).toEqual([2, 2]);
  });

  test("that ended on its way answers who asked for it, and nobody else", async () => {
    const { world, versionNow } = surroundings();
    world.takesMs = 1_000;
    expect(await versionNow()).toBe(1);
    world.version = 2;
    expect([await versionNow(), world.calls]).toEqual([2, 2]);
  });

  test("is asked for once by many", async () => {
    const { world, versionNow } = surroundings();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, versionNow)))).toEqual(new Set([1]));
    expect(world.calls).toBe(1);
  });

  test("ends when the clock reads less than it has", async () => {
    const { world, versionNow } = surroundings();
    await versionNow();
    world.now = 10_900;
    await versionNow();
    world.now = 10_899;
    await versionNow();
    expect(world.calls).toBe(2);
  });

  test("of a tenant that there is none of is not kept", async () => {
    const { world, versionNow } = surroundings();
    world.version = null;
    expect(await versionNow()).toBeNull();
    world.version = 1;
    expect(await versionNow()).toBe(1);
  });

  test("is not asked for together: a call that fails reaches its own request alone", async () => {
    const { leases } = surroundings();
    const failing: TenantLeaseEffects = {
      now: () => 0,
      wait: () => Promise.resolve(),
      call: () => Promise.reject(new Error("away")),
    };
    await expect(leases.stateOf(tenantId, failing)).rejects.toThrow("away");
    const answering = { ...failing, call: async () => ({ state: activeState(tenantId), durationMs: 1_000 }) };
    expect(await leases.stateOf(tenantId, answering)).toMatchObject({ version: 1 });
  });
});
