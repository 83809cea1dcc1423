import { describe, expect, test } from "vitest";
import type { ServingState } from "#domain/lease/index.ts";
import { bucketCount, bucketOf, releaseForBucket } from "#domain/rollout/index.ts";

const state: ServingState = {
  version: 1,
  activeReleaseId: "active",
  candidate: { releaseId: "candidate", weight: 2_500 },
  status: "active",
  hostnames: [],
  tenantId: "",
  hint: null,
  dataVersions: {},
};
const withWeight = (weight: number): ServingState => ({ ...state, candidate: { releaseId: "candidate", weight } });

describe("buckets", () => {
  test("are the same for the same visitor, and spread visitors evenly", () => {
    const visitors = Array.from({ length: 20_000 }, (_, index) => `192.0.2.${index % 256} browser ${index}`);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const visitor of visitors) {
      const bucket = bucketOf(visitor);
      expect(Number.isInteger(bucket) && bucket >= 0 && bucket < bucketCount).toBe(true);
      tenths[Math.floor((bucket * 10) / bucketCount)]! += 1;
    }
    // Chi-squared with nine degrees of freedom: above 27.9 once in a thousand hashes. Here there is but one.
    const expected = visitors.length / 10;
    const chiSquared = tenths.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(27.9);
    expect(bucketOf("a visitor")).toBe(bucketOf("a visitor"));
  });

  test("below the weight get the candidate, all others the active release", () => {
    const seen = [0, 2_499, 2_500, 9_999].map((bucket) => releaseForBucket(state, bucket));
    expect(seen).toEqual(["candidate", "candidate", "active", "active"]);
    expect(releaseForBucket(withWeight(0), 0)).toBe("active");
    expect(releaseForBucket(withWeight(10_000), 9_999)).toBe("candidate");
    expect(releaseForBucket({ ...state, candidate: null }, 0)).toBe("active");
  });

  test("that have the candidate keep it while the weight grows", () => {
    for (let bucket = 0; bucket < bucketCount; bucket += 37) {
      const moved = [100, 1_000, 5_000, 10_000].map((weight) => releaseForBucket(withWeight(weight), bucket));
      expect(moved.toSorted()).toEqual(moved);
    }
  });
});
