/**
 * Whether an If-None-Match header names the entity tag: 304 then. A list, weak tags and "*" match as the
 * standard says (weak comparison).
 *
 * @param etag a strong tag in its quotes
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match
 */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag) return true;
  if (ifNoneMatch.trim() === "*") return true;
  for (const [tag] of ifNoneMatch.matchAll(/"[^"]*"/g)) {
    if (tag === etag) return true;
  }
  return false;
}
