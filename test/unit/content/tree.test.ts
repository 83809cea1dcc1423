import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, type Edit } from "#durable-objects/website/content/apply.ts";
import { scan } from "#durable-objects/website/content/scan.ts";
import { count, emptyRoot, entriesOf, get, reachable } from "#durable-objects/website/content/tree.ts";
import { mixedKeys } from "./keys.ts";
import { MemoryNodeStore } from "./memory-node-store.ts";

const keys = mixedKeys();

/** Builds in one go what a map holds. */
function build(store: MemoryNodeStore, model: ReadonlyMap<string, string>): string {
  const edits = [...model].map(([key, value]) => ({ key, value })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return apply(store, emptyRoot(store), edits);
}

/** Sets or removes single keys or whole ranges of them. */
const batch = fc
  .array(
    fc.record({
      from: fc.nat(keys.length - 1),
      length: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat(400) }),
      value: fc.option(fc.constantFrom("a", "b", "c")),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((ranges): readonly Edit[] => {
    const edits = new Map<string, string | null>();
    for (const { from, length, value } of ranges)
      for (const key of keys.slice(from, from + length)) edits.set(key, value);
    return [...edits].map(([key, value]) => ({ key, value })).sort((a, b) => (a.key < b.key ? -1 : 1));
  });

function applyToModel(model: Map<string, string>, edits: readonly Edit[]): void {
  for (const { key, value } of edits) {
    if (value === null) model.delete(key);
    else model.set(key, value);
  }
}

describe("a content tree", () => {
  test("has the same root whatever the order and batching of the edits that led to its entries", () => {
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 8 }), (batches) => {
        const store = new MemoryNodeStore();
        const model = new Map(keys.filter((_, index) => index % 2 === 0).map((key) => [key, "start"]));
        let root = build(store, model);
        for (const edits of batches) {
          root = apply(store, root, edits);
          applyToModel(model, edits);
        }
        expect(root).toBe(build(new MemoryNodeStore(), model));
        expect([...entriesOf(store, root)]).toEqual([...model].sort(([a], [b]) => (a < b ? -1 : 1)));
        expect(count(store, root)).toBe(model.size);
      }),
      { numRuns: 25 },
    );
  }, 20_000);

  test("has the same root when its keys are put one by one in any order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(keys.slice(0, 600), { minLength: 100 }), (order) => {
        const store = new MemoryNodeStore();
        let root = emptyRoot(store);
        for (const key of order) root = apply(store, root, [{ key, value: "v" }]);
        expect(root).toBe(build(new MemoryNodeStore(), new Map(order.map((key) => [key, "v"]))));
        for (const key of order.toReversed()) root = apply(store, root, [{ key, value: null }]);
        expect(root).toBe(emptyRoot(store));
      }),
      { numRuns: 5 },
    );
  }, 20_000);

  test("leaves the old tree as it was", () => {
    const store = new MemoryNodeStore();
    const model = new Map(keys.map((key) => [key, "old"]));
    const root = build(store, model);
    apply(
      store,
      root,
      keys.map((key) => ({ key, value: null })),
    );
    expect([...entriesOf(store, root)]).toEqual([...model]);
  });

  test("has nothing but nodes that are sorted, not empty and counted right", () => {
    const store = new MemoryNodeStore();
    const root = build(store, new Map(keys.map((key) => [key, "v"])));
    const nodes = [...reachable(store, root)];
    expect(nodes.length).toBeGreaterThan(100);
    for (const { node } of nodes) {
      const names = node.entries.map(([key]) => key);
      expect(names).toEqual([...new Set(names)].sort());
      expect(names.length).toBeGreaterThan(0);
    }
  });

  test("answers for single keys what a map would", () => {
    const store = new MemoryNodeStore();
    const model = new Map(keys.filter((_, index) => index % 3 !== 0).map((key, index) => [key, `${index}`]));
    const root = build(store, model);
    for (const key of [...keys, "", "\uffff", "document/"]) expect(get(store, root, key)).toBe(model.get(key) ?? null);
  });

  test("scans any range in both directions as a sorted array would", () => {
    const store = new MemoryNodeStore();
    const present = keys.filter((_, index) => index % 3 !== 0);
    const root = build(store, new Map(present.map((key) => [key, "v"])));
    const options = fc.record({
      prefix: fc.option(
        fc.oneof(
          fc.constantFrom(...keys).chain((key) => fc.nat(4).map((length) => key.slice(0, length))),
          fc.constant("nothing"),
        ),
        { nil: undefined },
      ),
      after: fc.option(fc.oneof(fc.constantFrom(...keys), fc.constantFrom("", "\uffff")), { nil: undefined }),
      limit: fc.oneof(fc.nat(300), fc.constant(10_000)),
      reverse: fc.boolean(),
    });
    fc.assert(
      fc.property(options, ({ prefix, after, limit, reverse }) => {
        const wanted = (reverse ? present.toReversed() : present)
          .filter((key) => key.startsWith(prefix ?? ""))
          .filter((key) => after === undefined || (reverse ? key < after : key > after))
          .slice(0, limit);
        expect(scan(store, root, { prefix, after, limit, reverse }).map(([key]) => key)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  test("reads only the path and the nodes that hold the wanted entries", () => {
    const store = new MemoryNodeStore();
    const root = build(store, new Map(keys.map((key) => [key, "v"])));
    const depth = store.read(root).level + 1;
    for (const reverse of [false, true]) {
      store.resetCounts();
      scan(store, root, { limit: 1, after: keys[700], reverse });
      expect(store.reads).toBeLessThanOrEqual(depth + 2);
    }
  });

  test.each([
    [
      "unsorted",
      [
        { key: "b", value: "" },
        { key: "a", value: "" },
      ],
    ],
    [
      "repeated",
      [
        { key: "a", value: "" },
        { key: "a", value: null },
      ],
    ],
    ["too long a key", [{ key: "k".repeat(4_097), value: "" }]],
    ["too long a value", [{ key: "k", value: "v".repeat(101) }]],
  ])("refuses edits that are %s", (_, edits) => {
    const store = new MemoryNodeStore();
    expect(() => apply(store, emptyRoot(store), edits)).toThrow(RangeError);
  });
});
