import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "#test/load/checker/index.ts";
import { isLinearizable } from "./brute-force.ts";
import { history, read, swap } from "./build.ts";

const release = fc.constantFrom("A", "B", "C");
const span = fc
  .tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 1, max: 10 }))
  .map(([start, length]) => [start, start + length] as const);

const anyRead = fc
  .record({ span, release, bucket: fc.constantFrom(null, 0, 1), visitor: fc.constantFrom("u", "v", "w") })
  .map(({ span: [from, to], release, bucket, visitor }) => read(from, to, release, { bucket, visitor }));

const anySwap = fc
  .record({
    span,
    release: fc.option(release, { freq: 5 }),
    replaces: fc.option(release, { freq: 2 }),
    isAcknowledged: fc.boolean(),
    candidate: fc.option(fc.option(release.map((releaseId) => ({ releaseId, weight: 1 }))), {
      nil: undefined,
      freq: 1,
    }),
  })
  .map(({ span: [from, to], release, replaces, isAcknowledged, candidate }) =>
    swap(from, isAcknowledged ? to : null, replaces, release, {
      ...(candidate !== undefined && { candidate }),
    }),
  );

test("the judge finds a history linearizable exactly when some order of its operations explains it", () => {
  const seen = { linearizable: 0, not: 0 };
  fc.assert(
    fc.property(fc.array(anyRead, { maxLength: 5 }), fc.array(anySwap, { maxLength: 4 }), (reads, swaps) => {
      const small = history(...reads, ...swaps);
      const expected = isLinearizable(small);
      seen[expected ? "linearizable" : "not"]++;
      expect(judge(small).ok).toBe(expected);
    }),
    { numRuns: 6_000, seed: 1 },
  );
  expect(Math.min(seen.linearizable, seen.not)).toBeGreaterThan(600);
});
