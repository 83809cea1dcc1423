import { createReadStream } from "node:fs";
import { open, stat, truncate, type FileHandle } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { RecordRef } from "#domain/content/index.ts";
import type { MediaOutcome } from "./wxr/index.ts";

type Note =
  | { readonly paths: Readonly<Record<string, RecordRef | null>> }
  | { readonly mediaId: string; readonly outcome: MediaOutcome };

/**
 * What a conversion learned of the world, so that one that is begun again after a crash learns the same and makes the same
 * batches: meanwhile the branch holds what the first one put there, and a server may answer otherwise.
 */
export class EffectNotes {
  readonly #file: FileHandle;
  readonly #paths = new Map<string, RecordRef | null>();
  readonly #media = new Map<string, MediaOutcome>();
  #hasUnsynced = false;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Reads what was noted before; a line that a crash cut off is forgotten. */
  static async open(path: string): Promise<EffectNotes> {
    const notes = new EffectNotes(await open(path, "a", 0o600));
    let wholeBytes = 0;
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      const note = parseNote(line);
      if (note === null) break;
      wholeBytes += Buffer.byteLength(line) + 1;
      notes.#remember(note);
    }
    const { size } = await stat(path);
    if (wholeBytes < size) await truncate(path, wholeBytes);
    return notes;
  }

  /** Undefined when it was not noted; null for a path that was free. */
  holderOf(path: string): RecordRef | null | undefined {
    return this.#paths.get(path);
  }

  mediaOf(mediaId: string): MediaOutcome | undefined {
    return this.#media.get(mediaId);
  }

  /** Kept on the file only: a conversion asks for a thing once. */
  async note(note: Note): Promise<void> {
    this.#hasUnsynced = true;
    await this.#file.appendFile(`${JSON.stringify(note)}\n`);
  }

  /** Before anything is done that rests on the notes. */
  async sync(): Promise<void> {
    if (!this.#hasUnsynced) return;
    this.#hasUnsynced = false;
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #remember(note: Note): void {
    if ("paths" in note) for (const [path, holder] of Object.entries(note.paths)) this.#paths.set(path, holder);
    else this.#media.set(note.mediaId, note.outcome);
  }
}

function parseNote(line: string): Note | null {
  try {
    return JSON.parse(line) as Note;
  } catch {
    return null;
  }
}
