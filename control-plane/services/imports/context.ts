import type { ImportFormat } from "#domain/import/index.ts";
import type { Database } from "../../database/index.ts";
import type { EdgeApi, WebsiteRef } from "../../drivers/edge/index.ts";
import type { Spool } from "../../drivers/spool/index.ts";
import type { ConvertedBatch, ConvertEffects, ImportSource, MediaOutcome } from "./wxr/index.ts";
import type { Cancellations } from "./cancellations.ts";

/** What imports are done with. */
export interface ImportServices {
  readonly database: Database;
  readonly edge: EdgeApi;
  readonly spool: Spool;
  /** How each format is read. The same file gives the same batches. */
  readonly converters: Readonly<Record<ImportFormat, Convert>>;
  /** Fetches a file and stores it as a blob, images with smaller editions. Never throws but for what may pass. */
  makeMediaFetcher(website: WebsiteRef, signal: AbortSignal): MediaFetcher;
  readonly cancellations: Cancellations;
  /** Milliseconds since the epoch. */
  now(): number;
}

export type Convert = (source: ImportSource, effects: ConvertEffects) => AsyncIterable<ConvertedBatch>;
export type MediaFetcher = (request: {
  readonly sourceUrl: string;
  readonly fileName: string;
}) => Promise<MediaOutcome>;

/** Whose import it is: none of another website or tenant is found. */
export interface ImportRef extends WebsiteRef {
  readonly importId: string;
}
