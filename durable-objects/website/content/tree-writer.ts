import type { Digest } from "#domain/digest/index.ts";
import { endsNode, nodeWeightMax, weightOf } from "./boundary.ts";
import { countOf, emptyNode, isLeaf, type InnerEntry, type LeafEntry, type Node, type NodeStore } from "./node.ts";

interface OpenNode {
  entries: (LeafEntry | InnerEntry)[];
  weight: number;
}

/**
 * Writes a tree from left to right: entries one by one, or whole nodes of an old tree where a node begins in
 * the new one too. Keeps one unfinished node a level.
 */
export class TreeWriter {
  readonly #store: NodeStore;
  readonly #levels: OpenNode[] = [];

  constructor(store: NodeStore) {
    this.#store = store;
  }

  /**
   * Adds the next entry of a level, a leaf entry on level 0.
   *
   * @param inside known not to end a node by its hash, because it stood inside one of this level
   */
  add(level: number, entry: LeafEntry | InnerEntry, inside = false): void {
    const open = this.#open(level);
    open.entries.push(entry);
    open.weight += weightOf(entry[0]);
    if (open.weight >= nodeWeightMax || (!inside && endsNode(level, entry[0]))) this.#close(level);
  }

  /** Whether a node of this level may be taken over whole: no node is unfinished on it or below it. */
  beginsNode(level: number): boolean {
    return this.#levels.slice(0, level + 1).every(({ entries }) => entries.length === 0);
  }

  /** Ends the tree. @returns the digest of its root: the first node that is alone on its level */
  finish(): Digest {
    for (let level = 0; level < this.#levels.length; level += 1) {
      const { entries } = this.#levels[level]!;
      const highest = level === this.#levels.length - 1;
      if (highest && level > 0 && entries.length === 1) return this.#lowestRoot(entries[0]![1]);
      if (entries.length > 0) this.#close(level);
    }
    return this.#store.write(emptyNode);
  }

  /** A level comes into being with its first entry: the highest one has never finished a node. */
  #open(level: number): OpenNode {
    while (this.#levels.length <= level) this.#levels.push({ entries: [], weight: 0 });
    return this.#levels[level]!;
  }

  #close(level: number): void {
    const open = this.#open(level);
    const node = { level, entries: open.entries } as Node;
    const lastKey = open.entries.at(-1)![0];
    this.#levels[level] = { entries: [], weight: 0 };
    this.add(level + 1, [lastKey, this.#store.write(node), countOf(node)]);
  }

  /** What remains of an old tree can be a chain of nodes with one child each: its last link is the root. */
  #lowestRoot(digest: Digest): Digest {
    const node = this.#store.read(digest);
    return isLeaf(node) || node.entries.length > 1 ? digest : this.#lowestRoot(node.entries[0]![1]);
  }
}
