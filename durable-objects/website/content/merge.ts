import type { Digest } from "#domain/digest/index.ts";
import { apply, type Edit } from "./apply.ts";
import { difference, type Difference } from "./difference.ts";
import type { NodeStore } from "./node.ts";

export type Merged = { readonly root: Digest } | { readonly conflicts: readonly string[] };

/** At most this many conflicts are named. */
export const conflictsMax = 100;

/**
 * Three-way merge: what either side changed since the base. A key that both changed is a conflict, unless to
 * the same value.
 *
 * For trees of `entries-of-record.ts` this rule by keys keeps records whole, if both sides are. A record's path
 * and list keys are a function of the record, and only its own edits touch them. So a key of the result has
 * the value that one side gave it together with that side's record (two different records of one kind and id
 * would have met at their `<kind>/` key); and two records that claim one path meet at its `path/` key, because
 * the base gave it to at most one of them. Stricter than need be in one case: where both sides free a path and
 * one of them reuses it.
 */
export function merge(store: NodeStore, base: Digest, ours: Digest, theirs: Digest): Merged {
  if (ours === theirs || base === theirs) return { root: ours };
  if (base === ours) return { root: theirs };
  const edits: Edit[] = [];
  const conflicts: string[] = [];
  for (const { key, ours: mine, theirs: other } of both(
    difference(store, base, ours),
    difference(store, base, theirs),
  )) {
    if (other === null || mine?.to === other.to) continue;
    if (mine === null) edits.push({ key, value: other.to });
    else if (conflicts.push(key) >= conflictsMax) break;
  }
  return conflicts.length > 0 ? { conflicts } : { root: apply(store, ours, edits) };
}

interface Pair {
  readonly key: string;
  readonly ours: Difference | null;
  readonly theirs: Difference | null;
}

/** Two sorted sequences side by side, by key. */
function* both(ours: Generator<Difference>, theirs: Generator<Difference>): Generator<Pair> {
  const next = (from: Generator<Difference>): Difference | null => from.next().value ?? null;
  let mine = next(ours);
  let other = next(theirs);
  while (mine !== null || other !== null) {
    const key = mine !== null && (other === null || mine.key <= other.key) ? mine.key : other!.key;
    const here = mine?.key === key ? mine : null;
    const there = other?.key === key ? other : null;
    yield { key, ours: here, theirs: there };
    if (here !== null) mine = next(ours);
    if (there !== null) other = next(theirs);
  }
}
