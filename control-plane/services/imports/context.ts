import type { Readable } from "node:stream";
import type { Digest } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ImportFormat } from "#domain/import/index.ts";
import type { ExactLeafInput } from "#domain/release/index.ts";
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
  /** How each format is read. */
  readonly formats: Readonly<Record<ImportFormat, ImportReader>>;
  /** Fetches a file and stores it as a blob, images with smaller editions. Never throws but for what may pass. */
  makeMediaFetcher(website: WebsiteRef, signal: AbortSignal): MediaFetcher;
  /** Stores a file of this machine like one that was fetched. */
  makeMediaKeeper(website: WebsiteRef, signal: AbortSignal): MediaKeeper;
  readonly cancellations: Cancellations;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** All that imports know of a format. */
export interface ImportReader {
  /** What its files are, as a refusal says it. */
  readonly called: string;
  /** Whether a file may be one, as far as its first bytes tell: sorts out what is plainly something else. */
  startsLike(start: Uint8Array): boolean;
  /** Whether what it holds takes the place of all that the website has. */
  readonly replacesAll: boolean;
  /** The same file gives the same batches. Throws an `ImportFault` when the file cannot be imported. */
  readonly convert: Convert;
}
export type Convert = (source: ReaderSource, effects: ReaderEffects) => AsyncIterable<ReaderBatch>;

/** The file that is imported, to be read from its beginning, unpacked where it was packed by gzip, or at any place. */
export interface ReaderSource extends ImportSource {
  readonly path: string;
  /** Where the website is that is imported; null where that was not told. */
  readonly sourceUrl: string | null;
  /** A path for a file that is needed for a moment; whoever makes it removes it. */
  temporaryPath(): Promise<string>;
}

/** What files without anything but content are read with. */
export interface FileEffects extends ConvertEffects {
  /** Stores a file that the import brought along, a picture with smaller editions. @param path of a file, which is left there */
  storeMedia(request: { readonly mediaId: string; readonly fileName: string }, path: string): Promise<MediaOutcome>;
  /** Told what is read next, for whoever watches over it. */
  begins?(place: string): void;
}

export interface ReaderEffects extends FileEffects {
  /** Aborted when the import is dropped, or has to be begun again. */
  readonly signal: AbortSignal;
  /** Stores bytes as they are. Throws an `ImportFault` when that is refused. */
  storeBlob(blob: { readonly digest: Digest; readonly bytes: number }, open: () => Readable): Promise<void>;
}

export interface ReaderBatch extends ConvertedBatch {
  /** Leaves to replace beside the content; of several batches the last one's count. */
  readonly leaves?: ExactLeafInput;
  /** Documents beside the content, to be made once the import is activated. */
  readonly drafts?: readonly BroughtDraft[];
  /** What edits among them were written on, as it is read. */
  readonly edited?: readonly EditedDigest[];
  /** The digest that the content is to have in the end, where the file says so. */
  readonly contentDigest?: Digest;
}

export interface BroughtDraft {
  readonly draft: WorkingCopy;
  /** Whether it is a document of its own, or was written on one that the content has. */
  readonly kind: "draft" | "edit";
  /** Where in the file it is, as its line of the report has it. */
  readonly place: string;
}

export interface EditedDigest {
  readonly documentId: string;
  /** Of the document without its status. */
  readonly digest: Digest;
}

export type MediaKeeper = (path: string, fileName: string) => Promise<MediaOutcome>;
export type MediaFetcher = (request: {
  readonly sourceUrl: string;
  readonly fileName: string;
}) => Promise<MediaOutcome>;

/** Whose import it is: none of another website or tenant is found. */
export interface ImportRef extends WebsiteRef {
  readonly importId: string;
}
