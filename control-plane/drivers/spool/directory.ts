import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "#domain/errors/index.ts";
import { importFileBytesMax } from "#domain/import/index.ts";
import type { FileKind, Spool } from "./port.ts";
import { receiveFile } from "./receive-file.ts";
import { unpackedBytes } from "./unpack.ts";

const bytesFreeMin = 256_000_000;

/** Files in a directory of this machine, made when it is missing. */
export function directorySpool(directory: string, bytesMax = importFileBytesMax): Spool {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const filePath = (id: string) => join(directory, `${id}.file`);
  const notesPath = (id: string) => join(directory, `${id}.notes`);
  return {
    async receive(id, body, announcedBytes, kind) {
      const checked = new CheckedStart(body, kind);
      const received = await receiveFile(filePath(id), checked.stream(), announcedBytes, { bytesMax, bytesFreeMin });
      if (!received.ok || checked.isOfItsKind) return received;
      await rm(filePath(id), { force: true });
      return fail("invalid-request", `body: is not ${kind.called}, going by its beginning`);
    },
    open: (id) => unpackedBytes(filePath(id), bytesMax),
    path: filePath,
    notesPath,
    temporaryPath: () => join(directory, `${randomUUID()}.part`),
    async remove(id) {
      await rm(filePath(id), { force: true });
      await rm(notesPath(id), { force: true });
    },
    async sweep(keep) {
      for (const name of await readdir(directory)) {
        const [id = "", ending] = name.split(".");
        if (ending === "part" || !keep.has(id)) await rm(join(directory, name), { recursive: true, force: true });
      }
    },
  };
}

/** Enough to tell by; a sender may send its first bytes one at a time. */
const startBytes = 64;

/** A stream that ends early when its first bytes are plainly of another kind. */
class CheckedStart {
  readonly #body: AsyncIterable<Uint8Array>;
  readonly #kind: FileKind;
  isOfItsKind = false;

  constructor(body: AsyncIterable<Uint8Array>, kind: FileKind) {
    this.#body = body;
    this.#kind = kind;
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    let start: Uint8Array | null = new Uint8Array(0);
    for await (const chunk of this.#body) {
      if (start !== null) {
        start = Buffer.concat([start, chunk]);
        if (start.byteLength < startBytes) continue;
        this.isOfItsKind = this.#kind.startsLike(start);
        if (!this.isOfItsKind) return;
        yield start;
        start = null;
      } else {
        yield chunk;
      }
    }
    if (start === null) return;
    this.isOfItsKind = this.#kind.startsLike(start);
    if (this.isOfItsKind) yield start;
  }
}
