import type { Media } from "#domain/content/index.ts";
import { assetPath } from "#domain/theme/index.ts";
import type { ExportSource } from "../context.ts";

/** From where redirects lead to media, by their ids. */
export type OldPaths = ReadonlyMap<string, readonly string[]>;

export async function oldPathsOf(source: ExportSource): Promise<OldPaths> {
  const paths = new Map<string, string[]>();
  for await (const { from, to } of source.records("redirect")) {
    if (to.kind !== "media" || from.startsWith("/?")) continue;
    paths.set(to.mediaId, [...(paths.get(to.mediaId) ?? []), from]);
  }
  return paths;
}

/** Where a medium's file was before, under its name, and is reached still; null for none. */
export function oldPathOf({ mediaId, fileName }: Media, paths: OldPaths): string | null {
  return paths.get(mediaId)?.find((path) => path.endsWith(`/${fileName}`)) ?? null;
}

/** The address at which the website serves a medium; null for one that has no file and never had. */
export function addressOfMedium(medium: Media, base: string, paths: OldPaths): string | null {
  const { digest, fileName, sourceUrl } = medium;
  if (digest === null) return sourceUrl;
  const path = oldPathOf(medium, paths) ?? assetPath(digest, fileName);
  return base + path.split("/").map(encodeURIComponent).join("/");
}
