import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ignoreCode, keyNameOf } from "./paths.ts";

/** What lies in a directory: the key that it has or that all below it begin with, which then ends with a slash. */
interface Entry {
  readonly key: string;
  readonly path: string;
}

/**
 * Blobs in the order of their keys, those after `after` that begin with `prefix`. Goes into no directory that cannot hold
 * any of them, and follows no symbolic link.
 */
export async function* listFiles(
  home: string,
  prefix: string,
  after: string,
): AsyncGenerator<{ readonly key: string; readonly bytes: number }> {
  yield* walk(home, "", prefix, after);
}

async function* walk(
  directory: string,
  base: string,
  prefix: string,
  after: string,
): AsyncGenerator<{ key: string; bytes: number }> {
  for (const { key, path } of await readEntries(directory, base)) {
    if (key.endsWith("/")) {
      const mayHold = key.startsWith(prefix) || prefix.startsWith(key);
      const isPast = key <= after && !after.startsWith(key);
      if (mayHold && !isPast) yield* walk(path, key, prefix, after);
    } else if (key > after && key.startsWith(prefix)) {
      const file = await lstat(path).catch(ignoreCode("ENOENT"));
      if (file !== undefined) yield { key, bytes: file.size };
    }
  }
}

async function readEntries(directory: string, base: string): Promise<Entry[]> {
  const found = (await readdir(directory, { withFileTypes: true }).catch(ignoreCode("ENOENT"))) ?? [];
  const entries = found.flatMap((item): Entry[] => {
    const path = join(directory, item.name);
    if (item.isFile()) return [{ key: base + item.name, path }];
    const name = item.isDirectory() ? keyNameOf(item.name) : null;
    return name === null ? [] : [{ key: `${base}${name}/`, path }];
  });
  // All of them are ASCII, so that the order of code units is that of bytes.
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}
