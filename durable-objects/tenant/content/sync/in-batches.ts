/** So many records, and characters of their JSON, go to the website by one call, of which runtimes take 32 MiB. */
const batchSize = 200;
const batchLengthMax = 4_000_000;

/** In their order, so many at a time as one call takes. */
export function inBatches<Wanted extends { readonly length: number }>(
  wanted: readonly Wanted[],
): readonly (readonly Wanted[])[] {
  const batches: Wanted[][] = [];
  let length = Infinity;
  for (const each of wanted) {
    if (length + each.length > batchLengthMax || batches.at(-1)!.length >= batchSize) {
      batches.push([]);
      length = 0;
    }
    batches.at(-1)!.push(each);
    length += each.length;
  }
  return batches;
}
