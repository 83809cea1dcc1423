import { describe, expect, test } from "vitest";
import {
  hoursOfMonth,
  isNearLimit,
  mayGrow,
  mayTake,
  monthBefore,
  monthOf,
  type QuotaResource,
  type Standing,
} from "#domain/quota/index.ts";

const standing = (used: number, limit: number, resource: QuotaResource = "websites"): Standing => {
  return { resource, used, limit, tier: "starter" };
};

describe("a quota", () => {
  test.each([
    [4, 5, 1, true],
    [5, 5, 1, false],
    [4, 5, 2, false],
    [0, 0, 1, false],
    [5, 5, 0, true],
    [9, 5, 0, true],
    [9, 5, -1, true],
  ])("with %i of %i used takes %i more: %s", (used, limit, more, isOk) => {
    expect(mayTake(standing(used, limit), more).ok).toBe(isOk);
  });

  test("that is exceeded says which, how much there is, and how to get more", () => {
    expect(mayTake(standing(5, 5), 1)).toMatchObject({
      failure: { code: "quota-exceeded", facts: { resource: "websites", limit: 5, used: 5, tier: "starter" } },
    });
  });

  test.each([
    [100, true],
    [110, true],
    [111, false],
  ])("of bandwidth lets new things begin at %i %%: %s", (percent, isOk) => {
    expect(mayGrow(standing(percent, 100, "bandwidth")).ok).toBe(isOk);
  });

  test.each<[number, number, QuotaResource, boolean]>([
    [89, 100, "storage", false],
    [90, 100, "storage", true],
    [4, 5, "websites", false],
    [5, 5, "websites", true],
    [1, 1, "websites", false],
    [0, 0, "domains", false],
    [5, 5, "deployments", false],
  ])("with %i of %i %s is near its limit: %s", (used, limit, resource, isNear) => {
    expect(isNearLimit(standing(used, limit, resource))).toBe(isNear);
  });
});

describe("a month", () => {
  test("is that of UTC", () => {
    expect(monthOf(Date.parse("2026-10-31T23:59:59.999Z"))).toBe("2026-10");
    expect(monthOf(Date.parse("2026-11-01T00:30:00+01:00"))).toBe("2026-10");
    expect(monthOf(Date.parse("2026-11-01T00:00:00Z"))).toBe("2026-11");
  });

  test("has all its hours and no others, and follows the one before it", () => {
    const { from, to } = hoursOfMonth("2026-12");
    expect([to - from, monthOf(from * 3_600_000), monthOf(to * 3_600_000 - 1)]).toEqual([744, "2026-12", "2026-12"]);
    expect(hoursOfMonth("2027-01").from).toBe(to);
    expect([monthBefore("2027-01"), monthBefore("2026-03")]).toEqual(["2026-12", "2026-02"]);
  });
});
