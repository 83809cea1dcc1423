import { canonicalJson, type Digest } from "#domain/digest/index.ts";

/** An entry of a leaf: key and value. Values are short: a digest or an id. */
export type LeafEntry = readonly [key: string, value: string];

/** An entry of an inner node: the last key below the child, the child's digest, the number of leaf entries below it. */
export type InnerEntry = readonly [lastKey: string, child: Digest, count: number];

export interface LeafNode {
  readonly level: 0;
  readonly entries: readonly LeafEntry[];
}
export interface InnerNode {
  /** One more than the level of its children. */
  readonly level: number;
  readonly entries: readonly InnerEntry[];
}

/**
 * A node of a content tree. Its entries are sorted by key, in the order of UTF-16 code units (that of `<`), and
 * never empty but in the root of the empty tree. It is named by the SHA-256 of its canonical JSON.
 */
export type Node = LeafNode | InnerNode;

/** Where nodes are kept. Synchronous, so that a tree can be edited inside one storage transaction. */
export interface NodeStore {
  /** Throws when the node is missing: whoever names a root keeps it. */
  read(digest: Digest): Node;
  /** Idempotent: the same node has the same name. */
  write(node: Node): Digest;
}

/** The longest key and the longest value, in UTF-16 code units. */
export const keyLengthMax = 4_096;
export const valueLengthMax = 100;

export const emptyNode: LeafNode = { level: 0, entries: [] };

export function isLeaf(node: Node): node is LeafNode {
  return node.level === 0;
}

export function encodeNode(node: Node): Uint8Array {
  return new TextEncoder().encode(canonicalJson(node));
}

/** The bytes are trusted: they were written by `encodeNode` and found by their digest. */
export function decodeNode(bytes: Uint8Array): Node {
  return JSON.parse(new TextDecoder().decode(bytes)) as Node;
}

/** The number of leaf entries in and below a node. */
export function countOf(node: Node): number {
  return isLeaf(node) ? node.entries.length : node.entries.reduce((sum, [, , count]) => sum + count, 0);
}
