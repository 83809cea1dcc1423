import { describe, expect, test } from "vitest";
import { sha256 } from "#domain/digest/index.ts";
import { apply } from "#durable-objects/website/content/apply.ts";
import { endsNode, entriesAverage } from "#durable-objects/website/content/boundary.ts";
import { emptyRoot, reachable } from "#durable-objects/website/content/tree.ts";
import { findKeys } from "./keys.ts";
import { MemoryNodeStore } from "./memory-node-store.ts";

const nodeBytesMax = 1_000_000;

function measure(keys: readonly string[], value = "v") {
  const store = new MemoryNodeStore();
  const root = apply(
    store,
    emptyRoot(store),
    [...keys].sort().map((key) => ({ key, value })),
  );
  const nodes = [...reachable(store, root)];
  return {
    store,
    root,
    leaves: nodes.filter(({ node }) => node.level === 0).length,
    levels: store.read(root).level + 1,
    bytesMax: Math.max(...nodes.map(({ digest }) => store.nodes.get(digest)!.byteLength)),
  };
}

describe("nodes", () => {
  test("hold about a hundred entries", () => {
    const { leaves, levels } = measure(findKeys(20_000, "ordinary", () => true));
    expect(20_000 / leaves).toBeGreaterThan(entriesAverage * 0.8);
    expect(20_000 / leaves).toBeLessThan(entriesAverage * 1.25);
    expect(levels).toBe(3);
  });

  test("stay bounded when nobody's hash ever ends one", () => {
    const { bytesMax, leaves } = measure(findKeys(20_000, "endless", (key) => !endsNode(0, key) && !endsNode(1, key)));
    expect(bytesMax).toBeLessThan(nodeBytesMax);
    expect(leaves).toBeGreaterThan(20);
  });

  test("stay bounded with the longest keys and values, escaped as long as can be", () => {
    const keys = Array.from({ length: 2_000 }, (_, index) => `${index}`.padEnd(4_096, "\u0001"));
    expect(measure(keys, "\u0001".repeat(100)).bytesMax).toBeLessThan(nodeBytesMax);
    const short = Array.from({ length: 5_000 }, (_, index) =>
      String.fromCharCode(0xd800 + (index % 1_024), 1 + (index >> 10)),
    );
    expect(measure(short, "\u0001".repeat(100)).bytesMax).toBeLessThan(nodeBytesMax);
  });

  test("end in one root when every key's hash ends a node on two levels", () => {
    const keys = findKeys(20, "ending twice", (key) => endsNode(0, key) && endsNode(1, key));
    const { leaves, levels } = measure(keys);
    expect(leaves).toBe(20);
    expect(levels).toBeLessThanOrEqual(4);
  });

  test("are written by the handful for one publication in a site of ten thousand documents", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => sha256(`document ${index}`).slice(0, 32));
    const keys = ids.flatMap((id) => [
      `document/${id}`,
      `path//blog/${id}`,
      `list/post/2024/${id}`,
      `list/all/2024/${id}`,
    ]);
    const { store, root } = measure(keys);
    const worst = { reads: 0, writes: 0 };
    let sum = 0;
    for (let index = 0; index < 100; index += 1) {
      store.resetCounts();
      const id = ids[index * 97]!;
      const edits = keys
        .filter((key) => key.endsWith(id))
        .sort()
        .map((key) => ({ key, value: `new ${index}` }));
      expect(edits).toHaveLength(4);
      apply(store, root, edits);
      sum += store.writes;
      worst.reads = Math.max(worst.reads, store.reads);
      worst.writes = Math.max(worst.writes, store.writes);
    }
    expect(sum / 100).toBeLessThan(10);
    expect(worst.writes).toBeLessThanOrEqual(14);
    expect(worst.reads).toBeLessThanOrEqual(14);
  });

  test("are written by the handful also where keys come and go", () => {
    const { store, root } = measure(findKeys(40_000, "ordinary", () => true));
    let sum = 0;
    for (const key of findKeys(100, "new", () => true)) {
      store.resetCounts();
      const added = apply(store, root, [{ key, value: "v" }]);
      expect(apply(store, added, [{ key, value: null }])).toBe(root);
      sum += store.writes;
      expect(store.writes).toBeLessThanOrEqual(16);
    }
    expect(sum / 200).toBeLessThan(4.5);
  });
});
