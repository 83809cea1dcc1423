import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Digest } from "#domain/digest/index.ts";
import { packTheme } from "#marketplace/pack-theme.ts";

/** The theme of websites that are created without one. */
const defaultTheme = fileURLToPath(new URL("../marketplace/themes/journal", import.meta.url));

/**
 * Puts the default theme among the blobs, as far as it is not there yet. Each file is written beside its place and renamed, so that
 * one that is there is whole; the manifest comes last.
 *
 * @param blobs the directory of the blobs
 * @returns the theme's digest
 */
export async function storeDefaultTheme(blobs: string): Promise<Digest> {
  const theme = await packTheme(defaultTheme);
  const files = [...theme.blobs].filter(([digest]) => digest !== theme.digest);
  for (const [digest, bytes] of [...files, [theme.digest, theme.blobs.get(theme.digest)!] as const]) {
    await storeBlob(join(blobs, digest.slice(0, 2), digest), bytes);
  }
  return theme.digest;
}

async function storeBlob(path: string, bytes: Uint8Array): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, bytes, { flush: true });
  await rename(beside, path);
}
