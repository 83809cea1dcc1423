import { expect, test } from "vitest";
import { makeTenant } from "../support/tenants.ts";
import { never, type ProviderSetting } from "./setting.ts";

/** A tenant has what it ought to have, whatever was there before. */
export function testUpkeep(setting: ProviderSetting): void {
  test("what is missing is made, told of, and there for its tenant to use", async () => {
    const tenant = makeTenant();
    await setting.expectGone(tenant.tenantId);
    expect((await setting.provider.compare(tenant, never)).length).toBeGreaterThan(0);
    expect((await setting.provider.ensure(tenant, never)).length).toBeGreaterThan(0);
    await setting.expectWhole(tenant);
    expect((await setting.provider.remains(tenant.tenantId, never)).length).toBeGreaterThan(0);
  });

  test("comparing changes nothing", async () => {
    const tenant = makeTenant();
    const first = await setting.provider.compare(tenant, never);
    expect(await setting.provider.compare(tenant, never)).toEqual(first);
    await setting.expectGone(tenant.tenantId);
  });

  test("done twice, the second time changes nothing and says so", async () => {
    const tenant = makeTenant();
    await setting.provider.ensure(tenant, never);
    await setting.harness.leaveMark(tenant);
    expect(await setting.provider.ensure(tenant, never)).toEqual([]);
    expect(await setting.harness.findMark(tenant)).toBe(true);
  });

  test("two at once make one", async () => {
    const tenant = makeTenant();
    await Promise.all([setting.provider.ensure(tenant, never), setting.provider.ensure(tenant, never)]);
    await setting.expectWhole(tenant);
    await setting.provider.remove(tenant.tenantId, never);
    await setting.expectGone(tenant.tenantId);
  });

  test("whatever was changed behind the platform's back is seen, put right and told of", async () => {
    expect(setting.harness.drifts.length).toBeGreaterThan(0);
    for (const drift of setting.harness.drifts) {
      const tenant = makeTenant();
      await setting.provider.ensure(tenant, never);
      await drift.make(tenant);
      const seen = await setting.provider.compare(tenant, never);
      expect(seen, drift.name).not.toEqual([]);
      expect(await setting.provider.ensure(tenant, never), drift.name).toEqual(seen);
      await setting.expectWhole(tenant);
    }
  });

  test("putting one tenant right leaves another's drift to that one's turn", async () => {
    const [mine, theirs] = [makeTenant(), makeTenant()];
    for (const tenant of [mine, theirs]) await setting.provider.ensure(tenant, never);
    await setting.harness.drifts[0]!.make(theirs);
    const seen = await setting.provider.compare(theirs, never);
    expect(await setting.provider.ensure(mine, never)).toEqual([]);
    expect(await setting.provider.compare(theirs, never)).toEqual(seen);
  });

  test("a call that was given up before it began does nothing", async () => {
    const tenant = makeTenant();
    const reason = new Error("given up");
    await expect(setting.provider.ensure(tenant, AbortSignal.abort(reason))).rejects.toBe(reason);
    await setting.expectGone(tenant.tenantId);
  });

  test("its health is good, and says since when", async () => {
    const health = await setting.provider.health(never);
    expect(health.status, health.detail ?? "").toBe("ok");
    expect(health.sinceMs).toBeLessThanOrEqual(Date.now());
  });
}
