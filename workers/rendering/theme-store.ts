import type { ReleaseView } from "#domain/contracts/index.ts";
import { isThemeText, themeTextsBytesMax } from "#domain/theme/index.ts";
import type { BlobStore } from "#durable-objects/support/blobs/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import type { Words } from "./locale.ts";
import { createThemeEngine, type ThemeEngine } from "./theme-engine.ts";

/** An isolate has 128 MB; this much of it holds themes. The largest that there may be takes half of it. */
const engineBytesMax = 64 * 1024 * 1024;

/** Engines by the theme's digest: what two websites share, they parse once. */
const engines = new BoundedMap<ThemeEngine>(engineBytesMax);

/** The engine of the release's theme. Throws when a file is missing among the blobs, or larger than themes may be. */
export async function themeEngine(blobs: BlobStore, release: ReleaseView): Promise<ThemeEngine> {
  const known = engines.get(release.themeDigest);
  if (known !== undefined) return known;
  refuseTooMuch(release);
  const [templates, locales] = await Promise.all([
    readTexts(blobs, release, (path) => path.endsWith(".liquid")),
    readTexts(blobs, release, (path) => path.startsWith("locales/") && path.endsWith(".json")),
  ]);
  const engine = createThemeEngine(release.theme, {
    templates: new Map(templates.map(([path, text]) => [path.slice(0, -".liquid".length), text])),
    locales: new Map(locales.map(([path, text]) => [path, wordsOf(text)])),
  });
  engines.set(release.themeDigest, engine, engine.bytes);
  return engine;
}

/** Manifests need not have come as a zip, whose files were counted. */
function refuseTooMuch({ theme }: ReleaseView): void {
  const texts = Object.entries(theme.files).filter(([path]) => isThemeText(path));
  const bytes = texts.reduce((sum, [, file]) => sum + file.bytes, 0);
  if (bytes > themeTextsBytesMax) throw new Error(`the theme's texts have ${bytes} bytes, more than they may`);
}

async function readTexts(
  blobs: BlobStore,
  { theme }: ReleaseView,
  isWanted: (path: string) => boolean,
): Promise<readonly (readonly [path: string, text: string])[]> {
  const wanted = Object.entries(theme.files).filter(([path]) => isWanted(path));
  return Promise.all(
    wanted.map(async ([path, file]) => {
      const bytes = await blobs.get(file.digest, file.bytes);
      if (bytes === null) throw new Error(`the theme's file ${path} is not among the blobs`);
      return [path, new TextDecoder().decode(bytes)] as const;
    }),
  );
}

/** Checked when the theme was uploaded; whatever came in another way has no words rather than no pages. */
function wordsOf(text: string): Words {
  try {
    const words: unknown = JSON.parse(text);
    return typeof words === "object" && words !== null ? (words as Words) : {};
  } catch {
    return {};
  }
}
