import { sha256 } from "#domain/digest/index.ts";

/**
 * Where nodes end. Both rules look at keys alone, from the beginning of a node on, so a tree's shape is a
 * function of its set of keys: no order of edits and no batching of them can show in it.
 *
 * 1. A node ends after an entry whose key's hash says so: one in a hundred, decided anew on each level.
 * 2. A node ends when it is full. This bounds nodes also when somebody picks keys whose hashes never end one:
 *    they get a tree whose nodes are cut by size, and pay with edits that move the cuts behind them, up to the
 *    next natural end. Keys whose hashes all end nodes give small nodes instead: each further level of them
 *    costs a hundred times the search, and beyond the eighth level only the second rule holds, so that every
 *    tree ends in one root.
 */
export const entriesAverage = 100;

/** A full node weighs this much; the last entry may take it beyond by its own weight. Below 1 MB encoded, always. */
export const nodeWeightMax = 65_536;

/** What an entry adds to a node's weight: its key, and a constant for the rest. */
export function weightOf(key: string): number {
  return key.length + 100;
}

const levelsHashed = 8;
const threshold = Math.floor(2 ** 32 / entriesAverage);

/** Whether the key's hash ends a node of this level: 32 bits of the SHA-256 for each of the first eight levels. */
export function endsNode(level: number, key: string): boolean {
  if (level >= levelsHashed) return false;
  return Number.parseInt(sha256(key).slice(8 * level, 8 * level + 8), 16) < threshold;
}
