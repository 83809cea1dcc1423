/** What a path as it was sent asks for. */
export type PagePath =
  | { readonly kind: "page"; readonly path: string }
  /** Trailing slash: the page is at the path without it, still encoded. */
  | { readonly kind: "moved"; readonly location: string }
  /** No document can have this path. */
  | { readonly kind: "missing" }
  /** Broken percent-encoding. */
  | { readonly kind: "malformed" };

const pathCharactersMax = 1_024;

/**
 * Decodes a path once and brings it into the form that documents' paths have. What would need decoding twice,
 * or hides a separator, is missing rather than interpreted.
 *
 * @param path as it was sent, without query; begins with "/"
 */
export function parsePagePath(path: string): PagePath {
  const decoded = decodeOnce(path);
  if (decoded === null) return { kind: "malformed" };
  if (decoded.length > pathCharactersMax || isUnclean(decoded) || /%2f|%5c/i.test(path)) {
    return { kind: "missing" };
  }
  return path.length > 1 && path.endsWith("/")
    ? { kind: "moved", location: path.slice(0, -1) }
    : { kind: "page", path: decoded };
}

function decodeOnce(path: string): string | null {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Empty or dot segments, white space, control characters, backslashes, "?", "#", "%" or a broken surrogate. */
function isUnclean(path: string): boolean {
  return /\/\/|\/\.{1,2}(?:\/|$)|[\s\\?#%\p{Cc}]/u.test(path) || !path.isWellFormed();
}
