import { documentPathSchema } from "#domain/document/index.ts";

/** No path that is made of titles is longer than this, in characters. */
const slugLengthMax = 80;
/** A path that somebody chooses is no longer than this, in bytes of UTF-8: what leads on from it is found by an index. */
const pathBytesMax = 2_000;
/** Documents below one another at most. */
export const hierarchyDepthMax = 20;

/**
 * The last part of a path, made of a title: letters of any script and digits stay, in lower case, and all else becomes `-`.
 * @param fallback for a title without any
 */
export function slugOf(title: string, fallback: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’]/gu, "")
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  let slug = "";
  for (const word of words ?? []) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length > slugLengthMax) break;
    slug = longer;
  }
  if (slug === "") slug = [...(words?.[0] ?? fallback)].slice(0, slugLengthMax / 2).join("");
  return slug;
}

/** @param parentPath "/" or "" where there is none */
export function pathBelow(parentPath: string, slug: string): string {
  return `${parentPath === "/" ? "" : parentPath}/${slug}`;
}

/** Of `/a/b`, `b`; of "/", nothing. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Of `/a/b`, `/a`; of `/a`, "". */
export function pathAbove(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** The path, then the same with -2, -3 and so on: the first that nobody has is taken. @param first number of the first */
export function pathCandidates(path: string, first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => (first + index === 1 ? path : `${path}-${first + index}`));
}

/** What a website serves at these by itself: a document there would never be seen. */
const reserved =
  /^\/(?:robots\.txt|llms(?:-full)?\.txt|sitemap(?:-\d+)?\.xml|search)$|\/(?:feed\.xml|atom\.xml|feed\.json|feed(?:\/\w+)?)$/;

export function isReservedPath(path: string): boolean {
  return reserved.test(path);
}

/** Why nothing new may stand at a path; null where it may. Imports may bring longer ones, which stay as they are. */
export function newPathFault(path: string): string | null {
  const parsed = documentPathSchema.safeParse(path);
  if (!parsed.success) return parsed.error.issues[0]!.message;
  const bytes = new TextEncoder().encode(path).byteLength;
  return bytes <= pathBytesMax ? null : `may have ${pathBytesMax} bytes at most, and has ${bytes}`;
}

/** Where something at or below the old path is, once that is the new one; null for what is elsewhere. */
export function movedPath(path: string, from: string, to: string): string | null {
  return path.startsWith(`${from}/`) ? `${to === "/" ? "" : to}${path.slice(from.length)}` : null;
}
