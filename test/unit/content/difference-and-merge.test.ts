import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply } from "#durable-objects/website/content/apply.ts";
import { difference } from "#durable-objects/website/content/difference.ts";
import { conflictsMax, merge } from "#durable-objects/website/content/merge.ts";
import { emptyRoot, entriesOf, reachable } from "#durable-objects/website/content/tree.ts";
import { mixedKeys } from "./keys.ts";
import { MemoryNodeStore } from "./memory-node-store.ts";

const keys = mixedKeys();
type Model = ReadonlyMap<string, string>;

function build(store: MemoryNodeStore, model: Model): string {
  return apply(
    store,
    emptyRoot(store),
    [...model].map(([key, value]) => ({ key, value })).sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
}

const base: Model = new Map(keys.filter((_, index) => index % 2 === 0).map((key) => [key, "base"]));

/** A side: the base with ranges of keys set or removed. */
const side = fc
  .array(
    fc.tuple(fc.nat(keys.length - 1), fc.oneof(fc.constant(1), fc.nat(300)), fc.option(fc.constantFrom("a", "b"))),
    { maxLength: 8 },
  )
  .map((ranges): Model => {
    const model = new Map(base);
    for (const [from, length, value] of ranges) {
      for (const key of keys.slice(from, from + length)) {
        if (value === null) model.delete(key);
        else model.set(key, value);
      }
    }
    return model;
  });

function differing(a: Model, b: Model): readonly string[] {
  return keys.filter((key) => a.get(key) !== b.get(key));
}

describe("the difference of two trees", () => {
  test("is what comparing all entries would find", () => {
    const arbitrary = fc.oneof(
      side,
      fc.constant<Model>(new Map()),
      fc.constantFrom(...keys).map((key): Model => new Map([[key, "one"]])),
    );
    fc.assert(
      fc.property(arbitrary, arbitrary, (a, b) => {
        const store = new MemoryNodeStore();
        const wanted = differing(a, b).map((key) => ({ key, from: a.get(key) ?? null, to: b.get(key) ?? null }));
        expect([...difference(store, build(store, a), build(store, b))]).toEqual(wanted);
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test("reads only what differs", () => {
    const store = new MemoryNodeStore();
    const from = build(store, base);
    const nodes = [...reachable(store, from)].length;
    const to = apply(store, from, [{ key: keys[800]!, value: "other" }]);
    store.resetCounts();
    expect([...difference(store, from, to)]).toHaveLength(1);
    expect(store.reads).toBeLessThan(nodes / 10);
  });
});

describe("a three-way merge", () => {
  test("takes both sides' changes, and names the keys that both changed differently", () => {
    fc.assert(
      fc.property(side, side, (ours, theirs) => {
        const store = new MemoryNodeStore();
        const merged = merge(store, build(store, base), build(store, ours), build(store, theirs));
        const conflicts = keys.filter(
          (key) =>
            ours.get(key) !== base.get(key) && theirs.get(key) !== base.get(key) && ours.get(key) !== theirs.get(key),
        );
        if (conflicts.length > 0) {
          expect(merged).toEqual({ conflicts: conflicts.slice(0, conflictsMax) });
        } else {
          const expected = new Map(ours);
          for (const key of differing(base, theirs)) {
            const value = theirs.get(key);
            if (value === undefined) expected.delete(key);
            else expected.set(key, value);
          }
          expect(merged).toEqual({ root: build(store, expected) });
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test("gives the same tree from either side", () => {
    const store = new MemoryNodeStore();
    const root = build(store, base);
    const ours = apply(store, root, [{ key: keys[1]!, value: "ours" }]);
    const theirs = apply(store, root, [{ key: keys[999]!, value: "theirs" }]);
    const merged = merge(store, root, ours, theirs);
    expect(merge(store, root, theirs, ours)).toEqual(merged);
    expect([...entriesOf(store, (merged as { root: string }).root)]).toContainEqual([keys[1], "ours"]);
  });
});
