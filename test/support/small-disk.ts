import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own, which a test can fill up. */
export interface SmallDisk {
  readonly directory: string;
  /** Takes every byte that is left. */
  fill(): void;
  /** Gives them back. */
  clear(): void;
  /** Call it when nothing uses the directory any more. */
  remove(): void;
}

/** @returns null where this process may not mount one */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const directory = mkdtempSync(join(tmpdir(), "hotswap-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0755`, "hotswap", directory]);
  if (mounted.status !== 0) {
    rmSync(directory, { recursive: true });
    return null;
  }
  const filler = join(directory, "filler");
  return {
    directory,
    fill: () => fillDisk(filler),
    clear: () => rmSync(filler, { force: true }),
    remove() {
      spawnSync("umount", [directory]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** In ever smaller pieces, since what is left of a large one is not written. */
function fillDisk(path: string): void {
  const file = openSync(path, "a");
  try {
    for (const bytes of [1_048_576, 4_096, 1]) {
      while (wrote(file, Buffer.alloc(bytes))) continue;
    }
  } finally {
    closeSync(file);
  }
}

function wrote(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) === bytes.byteLength;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return false;
    throw error;
  }
}
