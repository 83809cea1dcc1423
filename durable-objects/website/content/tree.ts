import type { Digest } from "#domain/digest/index.ts";
import { countOf, emptyNode, isLeaf, type LeafEntry, type Node, type NodeStore } from "./node.ts";

/** Writes the empty tree, if it is not there yet. */
export function emptyRoot(store: NodeStore): Digest {
  return store.write(emptyNode);
}

/** The key's value; null when the tree does not have the key. Reads one node a level. */
export function get(store: NodeStore, root: Digest, key: string): string | null {
  const node = store.read(root);
  const entries: readonly (readonly [string, string, ...unknown[]])[] = node.entries;
  const entry = entries[firstAtOrAfter(entries, key)];
  if (entry === undefined) return null;
  if (!isLeaf(node)) return get(store, entry[1], key);
  return entry[0] === key ? entry[1] : null;
}

/** The number of keys. Reads the root alone. */
export function count(store: NodeStore, root: Digest): number {
  return countOf(store.read(root));
}

/** All entries, in order. */
export function* entriesOf(store: NodeStore, root: Digest): Generator<LeafEntry> {
  const node = store.read(root);
  if (isLeaf(node)) yield* node.entries;
  else for (const [, child] of node.entries) yield* entriesOf(store, child);
}

/**
 * Every node of a tree, parents first.
 *
 * @param skip left out with all below it, e.g. what was seen in another tree
 */
export function* reachable(
  store: Pick<NodeStore, "read">,
  root: Digest,
  skip: (digest: Digest) => boolean = () => false,
): Generator<{ readonly digest: Digest; readonly node: Node }> {
  if (skip(root)) return;
  const node = store.read(root);
  yield { digest: root, node };
  if (isLeaf(node)) return;
  for (const [, child] of node.entries) yield* reachable(store, child, skip);
}

/** Binary search: the index of the first entry whose key is not before the given one. */
export function firstAtOrAfter(entries: readonly (readonly [string, ...unknown[]])[], key: string): number {
  let from = 0;
  let to = entries.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (entries[middle]![0] < key) from = middle + 1;
    else to = middle;
  }
  return from;
}
