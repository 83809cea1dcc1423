import type { Digest } from "#domain/digest/index.ts";
import { isLeaf, type InnerEntry, type LeafEntry, type NodeStore } from "./node.ts";
import { firstAtOrAfter } from "./tree.ts";

/** The keys from one, itself included, up to another, itself not. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

export interface SliceOptions {
  /** How many entries are passed over. */
  readonly offset?: number | undefined;
  readonly limit: number;
  /** From the last key to the first. */
  readonly reverse?: boolean | undefined;
}

/**
 * The number of keys in a range. Nodes know how many entries are below them, so this reads two nodes a level,
 * however many keys there are.
 */
export function sizeOf(store: NodeStore, root: Digest, { from, to }: KeyRange): number {
  return Math.max(0, rankOf(store, root, to) - rankOf(store, root, from));
}

/** Entries of a range by their position: a deep page costs no more than the first. */
export function sliceOf(
  store: NodeStore,
  root: Digest,
  { from, to }: KeyRange,
  { offset = 0, limit, reverse = false }: SliceOptions,
): readonly LeafEntry[] {
  const first = rankOf(store, root, from);
  const end = rankOf(store, root, to);
  if (!reverse) return [...entriesAt(store, root, first + offset, Math.min(first + offset + limit, end))];
  const last = end - offset;
  return [...entriesAt(store, root, Math.max(first, last - limit), last)].toReversed();
}

/** How many keys of the tree come before this one. Reads one node a level. */
export function rankOf(store: NodeStore, root: Digest, key: string): number {
  const node = store.read(root);
  const index = firstAtOrAfter(node.entries, key);
  if (isLeaf(node)) return index;
  const before = node.entries.slice(0, index).reduce((sum, [, , count]) => sum + count, 0);
  const child = node.entries[index];
  return child === undefined ? before : before + rankOf(store, child[1], key);
}

/** The entries from one position up to another, itself not included. */
function* entriesAt(store: NodeStore, root: Digest, from: number, to: number): Generator<LeafEntry> {
  if (from >= to) return;
  const node = store.read(root);
  if (isLeaf(node)) {
    yield* node.entries.slice(Math.max(0, from), to);
    return;
  }
  let position = 0;
  for (const [, child, count] of node.entries as readonly InnerEntry[]) {
    if (position >= to) return;
    if (position + count > from) yield* entriesAt(store, child, from - position, Math.min(to - position, count));
    position += count;
  }
}
