import type { ContentRecord, MediaVariant, RecordKind, RecordRef } from "#domain/content/index.ts";

/** The export's bytes. Opened twice: once to index the file, once to convert it. */
export interface ImportSource {
  open(): AsyncIterable<Uint8Array>;
}

/** What conversion needs of its surroundings. */
export interface ConvertEffects {
  /** Who holds these paths on the branch already; at most 1,000 a call. */
  lookupPaths(paths: readonly string[]): Promise<ReadonlyMap<string, RecordRef>>;
  /** Fetches an attachment, or says why not. Called for many at once: the callee bounds what it does at a time. */
  fetchMedia(request: MediaRequest): Promise<MediaOutcome>;
  /** When the import was asked for, in milliseconds since the epoch: what is dated later is not published yet. */
  readonly atMs: number;
  /** Takes a line of the report. All lines of a batch come just before the batch itself. */
  report(line: ReportLine): void;
}

export interface MediaRequest {
  readonly mediaId: string;
  readonly sourceUrl: string;
  readonly fileName: string;
}

export type MediaOutcome =
  | {
      readonly ok: true;
      readonly digest: string;
      readonly bytes: number;
      readonly contentType: string;
      readonly width: number | null;
      readonly height: number | null;
      readonly variants: readonly MediaVariant[];
    }
  | { readonly ok: false; readonly reason: string };

export interface ReportLine {
  readonly outcome: "taken" | "changed" | "left-out";
  readonly kind: RecordKind | "site" | "item";
  readonly id: string | null;
  /** Such as `post 1178 "Markup: HTML Tags"`. */
  readonly place: string;
  readonly detail: string;
}

export interface ConvertOptions {
  /** Batches applied by an interrupted run: converted again, but neither fetched, reported nor given. */
  readonly batchesToSkip?: number;
  /** Refused when the export has more; 1,000,000 unless told. */
  readonly itemsMax?: number;
  /** An item of more characters is left out; 20,000,000 unless told. */
  readonly itemCharsMax?: number;
}

export interface ConvertedBatch {
  /** At most 500, and 2 MB of JSON. */
  readonly records: readonly ContentRecord[];
  readonly itemsRead: number;
  readonly itemsTotal: number;
}

export const batchRecordsMax = 500;
export const batchBytesMax = 2_000_000;
export const pathsALookupMax = 1_000;
