import type { ContentRecord, MediaVariant, RecordKind, RecordRef } from "#domain/content/index.ts";
import type { ReportOutcome } from "#domain/import/index.ts";

/** The file to be imported. It may be read more than once. */
export interface ImportSource {
  open(): AsyncIterable<Uint8Array>;
}

/** A file that content refers to, as it was had, or why it was not. */
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

export interface ConvertedLine {
  readonly outcome: ReportOutcome;
  readonly kind: RecordKind | "site" | "item";
  readonly id: string | null;
  readonly place: string;
  readonly detail: string;
}

/** All that a conversion asks of the world, and tells it. */
export interface ConvertEffects {
  /** Which records of the website hold these paths; at most 1,000 a call. */
  lookupPaths(paths: readonly string[]): Promise<ReadonlyMap<string, RecordRef>>;
  fetchMedia(request: {
    readonly mediaId: string;
    readonly sourceUrl: string;
    readonly fileName: string;
  }): Promise<MediaOutcome>;
  report(line: ConvertedLine): void;
}

export interface ConvertedBatch {
  readonly records: readonly ContentRecord[];
  readonly itemsRead: number;
  readonly itemsTotal: number;
}
