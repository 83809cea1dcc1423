import type { EdgeResult } from "../../drivers/edge/index.ts";
import type { ImportRow } from "#migrations/schema/index.ts";
import type { ImportServices } from "./context.ts";
import type { ReaderEffects } from "./context.ts";
import type { MediaOutcome, ReportLine } from "./wxr/index.ts";
import type { EffectNotes } from "./effect-notes.ts";
import { ImportFault } from "./import-fault.ts";

const notFetched = { ok: false, reason: "Files were not fetched, as asked for." } as const;

/** What a conversion works with: what it learns is noted, what it reports is collected in `lines`. */
export function convertEffects(
  { edge, makeMediaFetcher, makeMediaKeeper }: ImportServices,
  row: ImportRow,
  notes: EffectNotes,
  lines: ReportLine[],
  signal: AbortSignal,
): ReaderEffects {
  const fetchMedia = row.fetchMedia ? makeMediaFetcher(row, signal) : null;
  const keepMedia = row.dryRun ? null : makeMediaKeeper(row, signal);
  const once = async (mediaId: string, learn: () => Promise<MediaOutcome>): Promise<MediaOutcome> => {
    const known = notes.mediaOf(mediaId);
    if (known !== undefined) return known;
    const outcome = await learn();
    await notes.note({ mediaId, outcome });
    return outcome;
  };
  return {
    signal,
    atMs: row.createdAt.getTime(),
    async lookupPaths(paths) {
      signal.throwIfAborted();
      const unknown = paths.filter((path) => notes.holderOf(path) === undefined);
      const found = unknown.length === 0 ? new Map() : valueOf(await edge.lookUpPaths(row, row.importId, unknown));
      const asked = Object.fromEntries(unknown.map((path) => [path, found.get(path) ?? null]));
      if (unknown.length > 0) await notes.note({ paths: asked });
      const holders = paths.map((path) => [path, notes.holderOf(path) ?? found.get(path) ?? null] as const);
      return new Map(
        holders.filter((entry): entry is readonly [string, NonNullable<(typeof entry)[1]>] => entry[1] !== null),
      );
    },
    async fetchMedia({ mediaId, sourceUrl, fileName }) {
      signal.throwIfAborted();
      if (fetchMedia === null) return notFetched;
      return once(mediaId, () => fetchMedia({ sourceUrl, fileName }));
    },
    async storeMedia({ mediaId, fileName }, path) {
      signal.throwIfAborted();
      return keepMedia === null ? notFetched : once(mediaId, () => keepMedia(path, fileName));
    },
    async storeBlob(blob, open) {
      signal.throwIfAborted();
      if (!row.dryRun) valueOf(await edge.ensureBlobExists(row, blob, open));
    },
    report: (line) => void lines.push(line),
  };
}

/** What the edge answered. Throws an `ImportFault` with what it refused. */
export function valueOf<Value>(result: EdgeResult<Value>): Value {
  if (result.ok) return result.value;
  throw new ImportFault(result.failure.detail, null);
}
