import { fail, ok, type Result } from "#domain/errors/index.ts";

/** The place in a list after which the next page begins: the value that it is sorted by, and the id. */
export type Place = readonly [value: string, id: string];

/** In characters that need no escape in a URL. */
export function cursorOf(place: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify(place));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function placeOf(cursor: string): Result<Place, "invalid-request"> {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(binary, (char) => char.charCodeAt(0)),
    );
    const place: unknown = JSON.parse(text);
    if (
      Array.isArray(place) &&
      place.length === 2 &&
      place.every((part) => typeof part === "string" && !part.includes("\0"))
    ) {
      return ok([String(place[0]), String(place[1])]);
    }
  } catch {
    // As below.
  }
  return fail("invalid-request", "query.cursor: is not one that this list gave");
}
