import { canonicalJson } from "#domain/digest/index.ts";
import type { Sides } from "./sides.ts";

/**
 * Whether a block of the base is in what was merged more often than either wanted it: both moved it, each elsewhere, or one moved what
 * the other deleted. A move is a deletion and an insertion, which meet nobody's change. What is empty is not looked at: nobody minds it.
 */
export function hasMisplacedBlock(sides: Sides<readonly object[]>, merged: readonly object[]): boolean {
  const [base, theirs, yours, counts] = [sides.base, sides.theirs, sides.yours, merged].map(countsOf);
  return [...base!].some(([key, before]) => {
    const [t, y] = [theirs!.get(key) ?? 0, yours!.get(key) ?? 0];
    // What both deleted alike is gone once.
    return (counts!.get(key) ?? 0) > Math.max(t + y - before, Math.min(t, y));
  });
}

function countsOf(blocks: readonly object[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const block of blocks) {
    if (Object.keys(block).length === 1) continue;
    const key = canonicalJson(block);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
