import type { Media } from "#domain/content/index.ts";
import { assetPath } from "#domain/theme/index.ts";
import type { ExportSource } from "../context.ts";

/** Where the files of media were before, as far as a redirect still leads from there. */
export async function oldPathsOf(source: ExportSource): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<string, string>();
  for await (const { from, to } of source.records("redirect")) {
    if (to.kind === "media" && !from.startsWith("/?") && !paths.has(to.mediaId)) paths.set(to.mediaId, from);
  }
  return paths;
}

/** The address at which the website serves a medium; null for one that has no file and never had. */
export function addressOfMedium(
  { mediaId, digest, fileName, sourceUrl }: Media,
  base: string,
  oldPaths: ReadonlyMap<string, string>,
): string | null {
  if (digest === null) return sourceUrl;
  const path = oldPaths.get(mediaId) ?? assetPath(digest, fileName);
  return base + path.split("/").map(encodeURIComponent).join("/");
}
