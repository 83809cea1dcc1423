import type { ReleaseView } from "#domain/contracts/index.ts";
import type { BlobStore } from "#durable-objects/support/blobs/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { createThemeEngine, type ThemeEngine } from "./theme-engine.ts";

/** Engines by the theme's digest: what two websites share, they parse once. */
const engines = new BoundedMap<ThemeEngine>(100);

/** The engine of the release's theme. Throws when a file is missing or cannot be parsed. */
export async function themeEngine(blobs: BlobStore, release: ReleaseView): Promise<ThemeEngine> {
  const known = engines.get(release.themeDigest);
  if (known !== undefined) return known;
  const engine = createThemeEngine(release.theme, await readSources(blobs, release));
  engines.set(release.themeDigest, engine);
  return engine;
}

/** Those of the theme's files that are templates, by path without extension. */
async function readSources(blobs: BlobStore, { theme }: ReleaseView): Promise<ReadonlyMap<string, string>> {
  const templates = Object.entries(theme.files).filter(([path]) => path.endsWith(".liquid"));
  const sources = await Promise.all(
    templates.map(async ([path, { digest }]) => {
      const bytes = await blobs.get(digest);
      if (bytes === null) throw new Error(`the theme's file ${path} is not among the blobs`);
      return [path.slice(0, -".liquid".length), new TextDecoder().decode(bytes)] as const;
    }),
  );
  return new Map(sources);
}
