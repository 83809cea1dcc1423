import type { Encoding } from "#workers/rendering/index.ts";
import { securityHeaders } from "./security-headers.ts";

/** Types of what a page may show or use; a browser that is led to anything else saves it. */
const shownTypes =
  /^(?:image|audio|video|font|text)\/|^application\/(?:pdf|json|javascript|manifest\+json|vnd\.ms-fontobject|wasm)\b/;

/**
 * The headers of a file that is named by its digest: immutable for a year.
 *
 * @param fileName of media, which are saved under it where they are not shown; null for files of themes
 */
export function assetHeaders(
  etag: string,
  { contentType, fileName }: { readonly contentType: string; readonly fileName: string | null },
  encoding: Encoding,
): Readonly<Record<string, string>> {
  const isSaved = fileName !== null && !shownTypes.test(contentType);
  return {
    "Content-Type": contentType,
    "Cache-Control": "public, max-age=31536000, immutable",
    ETag: etag,
    ...policyFor(contentType),
    ...(isSaved ? { "Content-Disposition": dispositionOf(fileName) } : {}),
    ...(isText(contentType) ? { Vary: "Accept-Encoding" } : {}),
    ...(encoding === "identity" ? { "Accept-Ranges": "bytes" } : { "Content-Encoding": encoding }),
    ...securityHeaders,
  };
}

/** What is sent encoded. */
export function isText(contentType: string): boolean {
  return /^(?:text\/|application\/(?:json|javascript|manifest\+json)|image\/svg)/.test(contentType);
}

/** A file opened by itself runs nothing. Browsers' own viewers are part of the page that they make of a film or a PDF. */
function policyFor(contentType: string): Readonly<Record<string, string>> {
  // A PDF's viewer is refused by any sandbox, and what a PDF runs never reaches the website.
  if (contentType === "application/pdf") return {};
  const own = /^(?:audio|video)\//.test(contentType) ? "; media-src 'self'" : "";
  return { "Content-Security-Policy": `default-src 'none'${own}; style-src 'unsafe-inline'; sandbox` };
}

/** For every browser by the letters of ASCII, and for today's as it is. */
function dispositionOf(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
