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
   * Working copies of the documents that are no part of the release, by id, as they are now: what is published while the release is
   * read is none of it either, and is here. Each comes once, wherever it is moved meanwhile.
   *
   * @param onRefused is told where they may not be read, as those of a tenant that is suspended; then there are none
   */
  drafts(
    isReleased: (documentId: string) => boolean,
    onRefused: (detail: string) => void,
  ): AsyncGenerator<WorkingCopy, void, undefined>;
  /** Saves a file of the release at a path. */
  saveBlob(digest: Digest, path: string): Promise<void>;
}

export interface ExportEffects {
  /** A path for a file that is needed for a moment; whoever makes it removes it. */
  temporaryPath(): string;
  /** So many records or files more are written. Throws when the export was given up meanwhile. */
  noteWritten(count: number): Promise<void>;
  /** What the format cannot hold. */
  report(note: ExportNote): void;
}
