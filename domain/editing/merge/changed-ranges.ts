/** A range of the one list that the other has something else for; an empty range is an insertion, an empty `items` a deletion. */
export interface ChangedRange<Item> {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
}

/** Larger tables than this are not made: what lies between common beginning and end is then one change. */
const cellsMax = 4_000_000;

/**
 * What turns the one list into the other, in order, by a longest common subsequence. Where as many items take the place of others, each
 * is a change of its own, so that neighbours changed by different people do not meet.
 */
export function changedRanges<Item>(
  from: readonly Item[],
  to: readonly Item[],
  keyOf: (item: Item) => string,
): readonly ChangedRange<Item>[] {
  const [a, b] = [from.map(keyOf), to.map(keyOf)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const common = commonPairs(a.slice(start, a.length - tail), b.slice(start, b.length - tail));
  const ranges: ChangedRange<Item>[] = [];
  let [left, right] = [start, start];
  for (const [i, j] of [
    ...common.map(([i, j]) => [i + start, j + start] as const),
    [a.length - tail, b.length - tail] as const,
  ]) {
    if (left < i || right < j) ranges.push(...oneByOne({ start: left, end: i, items: to.slice(right, j) }));
    [left, right] = [i + 1, j + 1];
  }
  return ranges;
}

function oneByOne<Item>({ start, end, items }: ChangedRange<Item>): readonly ChangedRange<Item>[] {
  if (end - start !== items.length) return [{ start, end, items }];
  return items.map((item, index) => ({ start: start + index, end: start + index + 1, items: [item] }));
}

/** Pairs of places of a longest common subsequence. */
function commonPairs(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  if (a.length === 0 || b.length === 0 || (a.length + 1) * width > cellsMax) return [];
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}
