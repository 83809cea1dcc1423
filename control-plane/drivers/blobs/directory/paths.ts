import { mkdir, realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { blobPrefix } from "../blob-key.ts";

/** Ends the names of directories, which no name in a key can: `a` and `a/b` may both be blobs. */
const directoryMark = "+";

/**
 * Where a tenant's things are in the directory:
 *
 *     tenant-<id>/a+/b          the blob a/b
 *     tenant-<id>/.uploads/<id> an upload's parts
 *     tenant-<id>/.new/         what is being written
 */
export class TenantPaths {
  readonly home: string;

  /** @param root without symbolic links */
  constructor(root: string, tenantId: string) {
    this.home = join(root, blobPrefix(tenantId).slice(0, -1));
  }

  get uploads(): string {
    return join(this.home, ".uploads");
  }

  get fresh(): string {
    return join(this.home, ".new");
  }

  upload(uploadId: string): string {
    return join(this.uploads, uploadId);
  }

  /** @param key one that was checked */
  blob(key: string): string {
    const names = key.split("/");
    return join(this.home, ...names.slice(0, -1).map((name) => name + directoryMark), names.at(-1)!);
  }
}

/** The name in a key that a directory stands for; null for one of ours. */
export function keyNameOf(directory: string): string | null {
  return directory.endsWith(directoryMark) ? directory.slice(0, -1) : null;
}

/**
 * Makes the directories between `home` and a file, but never `home` itself: a tenant that was taken away stays away.
 * @returns false when it is away
 */
export async function ensureParentsExist(home: string, path: string): Promise<boolean> {
  let directory = home;
  try {
    for (const name of relative(home, dirname(path)).split(sep).filter(Boolean)) {
      directory = join(directory, name);
      await mkdir(directory, { mode: 0o700 }).catch(ignoreCode("EEXIST"));
    }
    return await isReallyAt(directory);
  } catch (error) {
    if (isCode(error, "ENOENT")) return false;
    throw error;
  }
}

/** Whether no symbolic link leads there: whoever could put one would have us read and write elsewhere. */
export async function isReallyAt(directory: string): Promise<boolean> {
  try {
    return (await realpath(directory)) === directory;
  } catch (error) {
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR") || isCode(error, "ELOOP")) return false;
    throw error;
  }
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes(String((error as NodeJS.ErrnoException).code));
}

export function ignoreCode(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (!isCode(error, ...codes)) throw error;
    return undefined;
  };
}
