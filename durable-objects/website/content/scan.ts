import type { Digest } from "#domain/digest/index.ts";
import { isLeaf, type InnerEntry, type LeafEntry, type NodeStore } from "./node.ts";

export interface ScanOptions {
  /** Only keys that begin with this. */
  readonly prefix?: string | undefined;
  /** Only keys that come later in the direction of the scan. */
  readonly after?: string | undefined;
  readonly limit: number;
  /** From the last key to the first. */
  readonly reverse?: boolean | undefined;
}

/** Entries in order, at most `limit`. Reads the nodes that hold them and the path to the first. */
export function scan(store: NodeStore, root: Digest, options: ScanOptions): readonly LeafEntry[] {
  const found: LeafEntry[] = [];
  if (options.limit <= 0) return found;
  const range = rangeOf(options);
  for (const entry of options.reverse === true ? descend(store, root, range) : ascend(store, root, range)) {
    found.push(entry);
    if (found.length >= options.limit) break;
  }
  return found;
}

/** Which keys lie before the wanted ones, and which beyond them. */
interface Range {
  before(key: string): boolean;
  beyond(key: string): boolean;
}

function rangeOf({ prefix = "", after, reverse = false }: ScanOptions): Range {
  return {
    before: (key) => key < prefix || (!reverse && after !== undefined && key <= after),
    beyond: (key) => (key > prefix && !key.startsWith(prefix)) || (reverse && after !== undefined && key >= after),
  };
}

function* ascend(store: NodeStore, digest: Digest, range: Range): Generator<LeafEntry, boolean> {
  const node = store.read(digest);
  for (const entry of node.entries) {
    if (range.before(entry[0])) continue;
    if (isLeaf(node)) {
      if (range.beyond(entry[0])) return true;
      yield entry as LeafEntry;
    } else if (yield* ascend(store, entry[1], range)) return true;
  }
  return false;
}

/** The keys below a child come after the last key of the child before it. */
function* descend(store: NodeStore, digest: Digest, range: Range): Generator<LeafEntry, boolean> {
  const node = store.read(digest);
  for (let index = node.entries.length - 1; index >= 0; index -= 1) {
    const entry: LeafEntry | InnerEntry = node.entries[index]!;
    if (isLeaf(node)) {
      if (range.before(entry[0])) return true;
      if (!range.beyond(entry[0])) yield entry as LeafEntry;
    } else {
      const previous = node.entries[index - 1];
      if (previous !== undefined && range.beyond(previous[0])) continue;
      if (yield* descend(store, entry[1], range)) return true;
    }
  }
  return false;
}
