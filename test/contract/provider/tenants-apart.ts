import { expect, test } from "vitest";
import { makeTenant } from "../support/tenants.ts";
import { never, type ProviderSetting } from "./setting.ts";

/**
 * What is one tenant's is told from another's, taken away alone, and out of another's reach.
 *
 * @param comesBack whether what was taken away can be made again
 */
export function testTenantsApart(setting: ProviderSetting, comesBack: boolean): void {
  test("taken away, nothing of a tenant remains, and another's is untouched", async () => {
    const [mine, theirs] = [makeTenant(), makeTenant()];
    for (const tenant of [mine, theirs]) {
      await setting.provider.ensure(tenant, never);
      await setting.harness.leaveMark(tenant);
    }
    await setting.provider.remove(mine.tenantId, never);
    await setting.expectGone(mine.tenantId);
    expect(await setting.harness.findMark(mine).catch(() => false)).toBe(false);
    expect(await setting.provider.compare(theirs, never)).toEqual([]);
    expect(await setting.harness.findMark(theirs)).toBe(true);
  });

  test("taken away twice, or before it was made, is taken away", async () => {
    const tenant = makeTenant();
    await setting.provider.remove(tenant.tenantId, never);
    await setting.provider.ensure(tenant, never);
    await setting.provider.remove(tenant.tenantId, never);
    await setting.provider.remove(tenant.tenantId, never);
    await setting.expectGone(tenant.tenantId);
  });

  test(`what was taken away ${comesBack ? "can be made again, empty" : "stays away"}`, async () => {
    const tenant = makeTenant();
    await setting.provider.ensure(tenant, never);
    await setting.harness.leaveMark(tenant);
    await setting.provider.remove(tenant.tenantId, never);
    await setting.provider.ensure(tenant, never);
    if (!comesBack) return setting.expectGone(tenant.tenantId);
    expect(await setting.harness.findMark(tenant)).toBe(false);
    await setting.expectWhole(tenant);
  });

  test("of whom something is there can be told, and of nobody else", async () => {
    const [there, gone, unmade] = [makeTenant(), makeTenant(), makeTenant()];
    for (const tenant of [there, gone]) {
      await setting.provider.ensure(tenant, never);
      await setting.harness.leaveMark(tenant);
    }
    await setting.provider.remove(gone.tenantId, never);
    const listed = await setting.listAll();
    expect(listed).toContain(there.tenantId);
    for (const { tenantId } of [gone, unmade]) expect(listed).not.toContain(tenantId);
    await setting.provider.remove(there.tenantId, never);
  });

  test("a tenant's credentials are refused at another's things, whatever is tried", async () => {
    const [mine, theirs] = [makeTenant(), makeTenant()];
    for (const tenant of [mine, theirs]) {
      await setting.provider.ensure(tenant, never);
      await setting.harness.leaveMark(tenant);
    }
    const attempts = await setting.harness.trespass(mine, theirs);
    expect(attempts.filter(({ outcome }) => outcome !== "refused")).toEqual([]);
    expect(await setting.harness.findMark(theirs)).toBe(true);
    expect(await setting.provider.compare(theirs, never)).toEqual([]);
  });
}
