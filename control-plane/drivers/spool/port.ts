import type { Result } from "#domain/errors/index.ts";

export interface SpooledFile {
  readonly bytes: number;
  /** Of the bytes as they were sent. */
  readonly sha256: string;
}

export interface FileKind {
  /** As a refusal says it, such as `XML`. */
  readonly called: string;
  /** @param start of the file, 64 bytes unless it has fewer */
  startsLike(start: Uint8Array): boolean;
}

/**
 * Files that were sent to be worked on, kept until that is done. What the work has to remember of its effects, to do them
 * but once, is kept beside each.
 */
export interface Spool {
  /**
   * Takes a file in, durably once this resolves. Nothing is left of one that was cut off, or refused.
   *
   * @param announcedBytes what its sender says that there will be; null when nothing was said
   * @param kind what it has to be, going by its beginning: what is plainly something else is refused
   * Throws what the stream does.
   */
  receive(
    id: string,
    body: AsyncIterable<Uint8Array>,
    announcedBytes: number | null,
    kind: FileKind,
  ): Promise<Result<SpooledFile, "payload-too-large" | "storage-full" | "invalid-request">>;
  /** The file's bytes, unpacked when it is a gzip file. May be called again. Throws a `SpoolFault` when it is not whole. */
  open(id: string): AsyncIterable<Uint8Array>;
  /** Where the file is, as it was sent. */
  path(id: string): string;
  /** Where the work keeps its notes. */
  notesPath(id: string): string;
  /** A path for a file or a directory that is needed for a moment; whoever makes it removes it. */
  temporaryPath(): string;
  /** Removes the file and its notes, if they are there. */
  remove(id: string): Promise<void>;
  /** Removes all but the files with these ids. Only for when nothing else is at work. */
  sweep(keep: ReadonlySet<string>): Promise<void>;
}

/** The file that was sent is at fault, e.g. a gzip file that was cut off. The message is for its sender. */
export class SpoolFault extends Error {
  override readonly name = "SpoolFault";
}
