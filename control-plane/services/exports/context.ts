import type { ContentRecord, RecordKind } from "#domain/content/index.ts";
import type { ReleaseContents } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { ExportFormat, ExportNote } from "#domain/export/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { Database } from "../../database/index.ts";
import type { DraftReader, ReleaseReader, WebsiteRef } from "../../drivers/edge/index.ts";
import type { ExportFiles } from "../../drivers/export-files/index.ts";
import type { Cancellations } from "../imports/index.ts";

/** What exports are done with. */
export interface ExportServices {
  readonly database: Database;
  readonly edge: ReleaseReader & DraftReader;
  readonly files: ExportFiles;
  /** How each format is written. */
  readonly formats: Readonly<Record<ExportFormat, ExportWriter>>;
  readonly cancellations: Cancellations;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Whose export it is: none of another website or tenant is found. */
export interface ExportRef extends WebsiteRef {
  readonly exportId: string;
}

/** All that exports know of a format. */
export interface ExportWriter {
  /** Of its files' names, without the dot. */
  readonly extension: string;
  readonly contentType: string;
  /** Writes a file at a path, where nothing is. Throws an `ExportFault` when that cannot be done. */
  write(source: ExportSource, path: string, effects: ExportEffects): Promise<void>;
}

/** What records hold, by their kind. */
export type RecordValues = {
  readonly [Kind in RecordKind]: Extract<ContentRecord, { kind: Kind }>["value"];
};

/** One release, read from its website. Reading again reads the same. */
export interface ExportSource {
  readonly contents: ReleaseContents;
  /** Records of a kind, by id. */
  records<Kind extends RecordKind>(kind: Kind): AsyncGenerator<RecordValues[Kind], void, undefined>;
  /**
   * What is edited and is not in the release, by id, as it is now: what is published while the release is read is not in it either.
   *
   * @param released digests of its documents without their status, by id
   * @param onRefused is told where that may not be read, as of a tenant that is suspended; then there is none
   */
  unreleased(released: ReadonlyMap<string, Digest>, onRefused: (detail: string) => void): Promise<Unreleased>;
  /** A document as it is edited now; null where it is gone, or may not be read. */
  workingCopy(documentId: string, onRefused: (detail: string) => void): Promise<WorkingCopy | null>;
  /** Saves a file of the release at a path. */
  saveBlob(digest: Digest, path: string): Promise<void>;
}

/** Ids of documents. */
export interface Unreleased {
  /** Those that the release does not have. */
  readonly drafts: readonly string[];
  /** Those that were written on since. */
  readonly edits: readonly string[];
}

export interface ExportEffects {
  /** A path for a file that is needed for a moment; whoever makes it removes it. */
  temporaryPath(): string;
  /** So many records or files more are written. Throws when the export was given up meanwhile. */
  noteWritten(count: number): Promise<void>;
  /** What the format cannot hold. */
  report(note: ExportNote): void;
}
