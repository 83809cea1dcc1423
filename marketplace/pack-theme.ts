import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { assembleTheme, describeThemeFault, type AssembledTheme } from "#domain/theme/index.ts";

/**
 * Packs a theme's folder: `theme.json` names it, the folders that themes may have hold its files.
 *
 * Throws when something is missing, not allowed or not valid, and names all of it.
 */
export async function packTheme(folder: string): Promise<AssembledTheme> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).replaceAll(sep, "/"));
  const files = await Promise.all(
    paths.map(async (path) => [path, new Uint8Array(await readFile(join(folder, path)))] as const),
  );
  const assembled = assembleTheme(new Map(files));
  if ("theme" in assembled) return assembled.theme;
  throw new Error(`${folder} is not a theme:\n${assembled.faults.map(describeThemeFault).join("\n")}`);
}
