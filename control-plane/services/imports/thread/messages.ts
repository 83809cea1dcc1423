import type { ReportLine } from "../wxr/types.ts";
import type { ReaderBatch, ReaderEffects } from "../context.ts";

/** Formats whose files are read in a thread: what reads them is not ours, and takes as long as it takes. */
export type ThreadFormat = "ghost" | "markdown";

/** What a thread is begun with. */
export interface ThreadData {
  readonly format: ThreadFormat;
  readonly path: string;
  readonly sourceUrl: string | null;
  readonly atMs: number;
}

/** What a thread asks of whoever began it, each answered by a value or by the end of the thread. */
export interface Asked extends Pick<ReaderEffects, "lookupPaths" | "fetchMedia" | "storeMedia"> {
  /** Begins with the file anew. */
  rewind(): Promise<void>;
  /** The next bytes of the file, unpacked; null at its end. */
  read(): Promise<Uint8Array | null>;
  temporaryPath(): Promise<string>;
}

export type FromThread =
  | { readonly kind: "ask"; readonly id: number; readonly name: keyof Asked; readonly args: readonly unknown[] }
  /** What is read next. */
  | { readonly kind: "begins"; readonly place: string }
  | { readonly kind: "line"; readonly line: ReportLine }
  | { readonly kind: "batch"; readonly batch: ReaderBatch }
  | { readonly kind: "end" }
  /** The file is at fault. */
  | { readonly kind: "fault"; readonly detail: string; readonly place: string | null };

export type ToThread =
  /** Read on to the next batch. */
  { readonly kind: "next" } | { readonly kind: "answer"; readonly id: number; readonly value: unknown };
