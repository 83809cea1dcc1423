import { batchesOf } from "./batches/batches.ts";
import { readPieces } from "./records/read-pieces.ts";
import { pathClaims } from "./site/assign-paths.ts";
import { indexSite } from "./site/index-site.ts";
import { settlePaths } from "./site/settle-paths.ts";
import type { ConvertedBatch, ConvertEffects, ConvertOptions, ImportSource } from "./types.ts";

/**
 * Turns a WordPress export (WXR 1.0 to 1.2) into records of content.
 *
 * Two passes: the first one indexes the whole file and finds all that is wrong with it, the second one converts item
 * by item. The same file gives the same batches in the same order, with the same ids, whenever it is converted, as long as the
 * same paths are taken; so an interrupted import goes on by skipping the batches that were applied.
 *
 * Throws an ExportFileError when the file cannot be imported, before the first batch. What effects throw is thrown on.
 *
 * ```ts
 * for await (const { records, itemsRead, itemsTotal } of convertWxr(source, effects)) await apply(records);
 * ```
 */
export async function* convertWxr(
  source: ImportSource,
  effects: ConvertEffects,
  { batchesToSkip = 0, itemsMax = 1_000_000, itemCharsMax = 20_000_000 }: ConvertOptions = {},
): AsyncGenerator<ConvertedBatch> {
  const { index, stripped } = await indexSite(source, { itemsMax, itemCharsMax });
  const settled = await settlePaths(pathClaims(index), effects.lookupPaths);
  for (const { claim, path } of settled) {
    claim.target.path = path;
    if (!index.targetsByOldPath.has(claim.wanted)) index.targetsByOldPath.set(claim.wanted, claim.target);
  }
  const pieces = readPieces({ source, site: index, stripped, settled, limits: { itemCharsMax } });
  yield* batchesOf(pieces, effects, { itemsTotal: index.items.length, batchesToSkip });
}
