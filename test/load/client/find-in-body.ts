/** What documents of a checked release say in their title and text, followed by digits. */
export const markerPrefix = "marker:";

/** The marker in a body; null when there is none; both, as `"3|4"`, when there are two different ones. */
export function markerIn(body: string): string | null {
  let found: string | null = null;
  for (let at = body.indexOf(markerPrefix); at !== -1; at = body.indexOf(markerPrefix, at + 1)) {
    const marker = digitsAt(body, at + markerPrefix.length);
    if (found === null) found = marker;
    else if (marker !== found) return `${found}|${marker}`;
  }
  return found;
}

function digitsAt(text: string, start: number): string {
  let end = start;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return text.slice(start, end);
}

/** The paths of the assets that a page names, each once, with their digests. */
export function assetsIn(body: string): { readonly path: string; readonly digest: string }[] {
  const found = new Map<string, string>();
  for (const [path, digest] of body.matchAll(/\/_hotswap\/assets\/([0-9a-f]{64})\/[^\s"'<>)]+/g)) {
    found.set(path, digest!);
  }
  return [...found].map(([path, digest]) => ({ path, digest }));
}
