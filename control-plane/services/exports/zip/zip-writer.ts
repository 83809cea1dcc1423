import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { exportFileBytesMax } from "#domain/export/index.ts";
import { ExportFault } from "../export-fault.ts";

/** Always the same, so that the same content makes the same zip. */
const entryOptions = { mtime: new Date(Date.UTC(1_980, 0, 1)), mode: 0o100644 } as const;

export interface WrittenEntry {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes a zip as a file, entry after entry, each as it comes. Throws an `ExportFault` once it is longer than exports may be, and
 * whatever else went wrong with the file.
 */
export class ZipWriter {
  readonly #zip = new ZipFile();
  readonly #names = new Set<string>();
  readonly #written: Promise<void>;
  /** Rejects with whatever goes wrong with the file, and never resolves. */
  readonly #failure: Promise<never>;

  constructor(path: string) {
    this.#written = pipeline(this.#output, bounded(), createWriteStream(path, { flags: "w", mode: 0o600 }));
    this.#failure = this.#written.then(() => new Promise<never>(() => {}));
    this.#failure.catch(() => {});
  }

  get #output(): Readable {
    return this.#zip.outputStream as Readable;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** @param compress false for what is compressed already. Resolves once all of it was taken in. */
  async add(name: string, content: AsyncIterable<Uint8Array>, compress = true): Promise<WrittenEntry> {
    if (this.#names.has(name)) throw new Error(`the zip has an entry ${name} already`);
    this.#names.add(name);
    const hash = createHash("sha256");
    let bytes = 0;
    const taken = Promise.withResolvers<WrittenEntry>();
    const stream = Readable.from(
      (async function* () {
        try {
          for await (const chunk of content) {
            hash.update(chunk);
            bytes += chunk.byteLength;
            yield chunk;
          }
          taken.resolve({ bytes, sha256: hash.digest("hex") });
        } catch (error) {
          taken.reject(error as Error);
        }
      })(),
      { objectMode: false },
    );
    this.#zip.addReadStream(stream, name, { ...entryOptions, compress });
    return Promise.race([taken.promise, this.#failure]);
  }

  addText(name: string, text: string): Promise<WrittenEntry> {
    return this.add(name, Readable.from([Buffer.from(text)]));
  }

  addFile(name: string, path: string, compress: boolean): Promise<WrittenEntry> {
    return this.add(name, createReadStream(path), compress);
  }

  /** Writes the directory. The zip is whole once this resolves. */
  async finish(): Promise<void> {
    this.#zip.end();
    await this.#written;
  }

  /** Ends a zip that will not be finished. */
  async abandon(): Promise<void> {
    this.#output.destroy();
    await this.#written.catch(() => {});
  }
}

function bounded(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.byteLength;
      if (bytes <= exportFileBytesMax) return done(null, chunk);
      done(
        new ExportFault(
          `The file would have more than ${exportFileBytesMax} bytes, which is as long as exports may be.`,
        ),
      );
    },
  });
}
