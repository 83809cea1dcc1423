import { randomUUID } from "node:crypto";
import { createReadStream, mkdirSync } from "node:fs";
import { open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";

/** Files that were made to be downloaded, kept for a while. */
export interface ExportFiles {
  /** A path for a file that is being made; whoever makes it removes it, or has it kept. */
  temporaryPath(): string;
  /** Keeps a file under this id, durably once this resolves, in the place of one that was there. */
  keep(id: string, path: string): Promise<void>;
  /** Its bytes; null when there is none. What is being read may be removed meanwhile, and is read to its end all the same. */
  read(id: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Does nothing when there is none. */
  remove(id: string): Promise<void>;
  /** Removes all but the files with these ids. Only for when nothing else is at work. */
  sweep(keep: ReadonlySet<string>): Promise<void>;
}

/** In a directory of this machine, made when it is missing. */
export function directoryExportFiles(directory: string): ExportFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const filePath = (id: string) => join(directory, `${id}.file`);
  return {
    temporaryPath: () => join(directory, `${randomUUID()}.part`),
    async keep(id, path) {
      await sync(path);
      await rename(path, filePath(id));
      await sync(directory);
    },
    async read(id) {
      const file = await open(filePath(id), "r").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      });
      if (file === null) return null;
      const stream = createReadStream("", { fd: file, highWaterMark: 256 * 1_024 });
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
    },
    remove: (id) => rm(filePath(id), { force: true }),
    async sweep(keep) {
      for (const name of await readdir(directory)) {
        const [id = "", ending] = name.split(".");
        if (ending === "part" || !keep.has(id)) await rm(join(directory, name), { force: true });
      }
    },
  };
}

/** A file, or the names in a directory. */
async function sync(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
