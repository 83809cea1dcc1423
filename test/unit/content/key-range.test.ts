import fc from "fast-check";
import { expect, test } from "vitest";
import { apply } from "#durable-objects/website/content/apply.ts";
import { rankOf, sizeOf, sliceOf } from "#durable-objects/website/content/key-range.ts";
import { emptyRoot } from "#durable-objects/website/content/tree.ts";
import { mixedKeys } from "./keys.ts";
import { MemoryNodeStore } from "./memory-node-store.ts";

const keys = mixedKeys();
const store = new MemoryNodeStore();
const root = apply(
  store,
  emptyRoot(store),
  keys.map((key) => ({ key, value: "v" })),
);

test("sizes and slices of ranges are those of the sorted keys, in either direction", () => {
  const bound = fc.oneof(
    fc.constantFrom(...keys),
    fc.string(),
    fc.constantFrom(...keys).map((key) => `${key}!`),
  );
  const nat = fc.nat(keys.length + 10);
  fc.assert(
    fc.property(bound, bound, nat, fc.nat(50), fc.boolean(), (from, to, offset, limit, reverse) => {
      const inside = keys.filter((key) => key >= from && key < to);
      expect(sizeOf(store, root, { from, to })).toBe(inside.length);
      const wanted = (reverse ? inside.toReversed() : inside).slice(offset, offset + limit);
      expect(sliceOf(store, root, { from, to }, { offset, limit, reverse }).map(([key]) => key)).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});

test("counting reads a node a level, and a slice no more than what it holds", () => {
  const levels = store.read(root).level + 1;
  store.resetCounts();
  expect(rankOf(store, root, keys[900]!)).toBe(900);
  expect(store.reads).toBeLessThanOrEqual(levels);
  store.resetCounts();
  sliceOf(store, root, { from: "", to: "\uffff" }, { offset: 900, limit: 1 });
  expect(store.reads).toBeLessThanOrEqual(3 * levels);
});
