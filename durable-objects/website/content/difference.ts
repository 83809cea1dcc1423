import type { Digest } from "#domain/digest/index.ts";
import { isLeaf, type InnerEntry, type LeafEntry, type Node, type NodeStore } from "./node.ts";

/** A key whose value differs; null where a side does not have it. */
export interface Difference {
  readonly key: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The keys in which two trees differ, in order. Subtrees that both have are not read. */
export function* difference(store: NodeStore, from: Digest, to: Digest): Generator<Difference> {
  const left = new Cursor(store, from);
  const right = new Cursor(store, to);
  for (;;) {
    const a = left.head();
    const b = right.head();
    if (a === null && b === null) return;
    if (a !== null && b !== null && a.level === b.level && a.value === b.value && a.key === b.key) {
      left.skip();
      right.skip();
    } else if ((a?.level ?? 0) > 0 || (b?.level ?? 0) > 0) {
      const level = Math.max(a?.level ?? 0, b?.level ?? 0);
      if (a?.level === level) left.enter();
      if (b?.level === level) right.enter();
    } else if (b === null || (a !== null && a.key < b.key)) {
      yield { key: a!.key, from: a!.value, to: null };
      left.skip();
    } else if (a === null || b.key < a.key) {
      yield { key: b.key, from: null, to: b.value };
      right.skip();
    } else {
      yield { key: a.key, from: a.value, to: b.value };
      left.skip();
      right.skip();
    }
  }
}

/** What a cursor stands at: an entry of a leaf (level 0), or a whole subtree, whose value is its digest. */
interface Head {
  readonly level: number;
  readonly key: string;
  readonly value: string;
}

class Cursor {
  readonly #store: NodeStore;
  readonly #path: { readonly node: Node; index: number }[];

  constructor(store: NodeStore, root: Digest) {
    this.#store = store;
    this.#path = [{ node: store.read(root), index: 0 }];
  }

  head(): Head | null {
    const top = this.#path.at(-1);
    const entry: LeafEntry | InnerEntry | undefined = top?.node.entries[top.index];
    return top === undefined || entry === undefined ? null : { level: top.node.level, key: entry[0], value: entry[1] };
  }

  /** Steps over the entry or the subtree. */
  skip(): void {
    this.#path.at(-1)!.index += 1;
    while (this.#path.length > 1 && this.#path.at(-1)!.index >= this.#path.at(-1)!.node.entries.length) {
      this.#path.pop();
      this.#path.at(-1)!.index += 1;
    }
  }

  /** Goes to the first child of the subtree. */
  enter(): void {
    const { node, index } = this.#path.at(-1)!;
    if (isLeaf(node)) throw new RangeError("An entry of a leaf has nothing below it.");
    this.#path.push({ node: this.#store.read(node.entries[index]![1]), index: 0 });
  }
}
