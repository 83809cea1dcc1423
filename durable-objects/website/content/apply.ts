import type { Digest } from "#domain/digest/index.ts";
import { isLeaf, keyLengthMax, valueLengthMax, type LeafEntry, type NodeStore } from "./node.ts";
import { TreeWriter } from "./tree-writer.ts";

/** Sets a key, or removes it (null). */
export interface Edit {
  readonly key: string;
  readonly value: string | null;
}

/**
 * The tree with the edits applied. Reads and writes only the nodes that the edits fall into, the ones above
 * them and, where a cut between nodes moves, neighbours. The old tree stays.
 *
 * Throws a RangeError when keys are not strictly ascending or a key or value is too long.
 *
 * @param root a tree whose nodes are all there
 */
export function apply(store: NodeStore, root: Digest, edits: Iterable<Edit>): Digest {
  const queue = new EditQueue(edits);
  if (queue.next === null) return root;
  const writer = new TreeWriter(store);
  copyNode(store, root, queue, writer, null);
  return writer.finish();
}

/** @param upTo the last key of the node; null for the last of its level, into which all further edits fall */
function copyNode(store: NodeStore, digest: Digest, edits: EditQueue, writer: TreeWriter, upTo: string | null): void {
  const node = store.read(digest);
  if (isLeaf(node)) return copyLeaf(node.entries, edits, writer, upTo);
  for (const [index, child] of node.entries.entries()) {
    const last = index === node.entries.length - 1;
    const childUpTo = last ? upTo : child[0];
    if (!edits.hasUpTo(childUpTo) && writer.beginsNode(node.level - 1)) writer.add(node.level, child, !last);
    else copyNode(store, child[1], edits, writer, childUpTo);
  }
}

function copyLeaf(entries: readonly LeafEntry[], edits: EditQueue, writer: TreeWriter, upTo: string | null): void {
  for (const [index, entry] of entries.entries()) {
    while (edits.next !== null && edits.next.key < entry[0]) addEdit(edits.take(), writer);
    if (edits.next?.key === entry[0]) addEdit(edits.take(), writer);
    else writer.add(0, entry, index < entries.length - 1);
  }
  while (edits.hasUpTo(upTo)) addEdit(edits.take(), writer);
}

function addEdit({ key, value }: Edit, writer: TreeWriter): void {
  if (value !== null) writer.add(0, [key, value]);
}

/** The edits still to come, checked as they are taken in. */
class EditQueue {
  readonly #edits: Iterator<Edit>;
  next: Edit | null = null;

  constructor(edits: Iterable<Edit>) {
    this.#edits = edits[Symbol.iterator]();
    this.#advance();
  }

  /** Whether an edit up to this key is left, or any at all (null). */
  hasUpTo(key: string | null): boolean {
    return this.next !== null && (key === null || this.next.key <= key);
  }

  take(): Edit {
    const edit = this.next;
    if (edit === null) throw new RangeError("There is no further edit.");
    this.#advance();
    return edit;
  }

  #advance(): void {
    const { done, value: edit } = this.#edits.next();
    if (done === true) {
      this.next = null;
      return;
    }
    if (this.next !== null && edit.key <= this.next.key) throw new RangeError("Edits must be sorted, each key once.");
    if (edit.key.length > keyLengthMax) throw new RangeError(`A key is longer than ${keyLengthMax}.`);
    if (edit.value !== null && edit.value.length > valueLengthMax)
      throw new RangeError(`A value is longer than ${valueLengthMax}.`);
    this.next = edit;
  }
}
