import { documentPathSchema } from "#domain/document/index.ts";
import { cut, percentDecoded } from "./text.ts";

/** Of a path as addresses have it: decoded, without empty segments and slash at the end; null when it is not usable. */
export function normalPath(pathname: string): string | null {
  const segments = pathname
    .split("/")
    .map(segmentOf)
    .filter((segment) => segment !== "");
  const path = `/${segments.join("/")}`;
  return documentPathSchema.safeParse(path).success ? path : null;
}

function segmentOf(encoded: string): string {
  const segment = percentDecoded(encoded)
    .normalize("NFC")
    .replace(/[\s/?#%\\\u0000-\u001f]+/g, "-");
  return segment === "." || segment === ".." ? "" : cut(segment, 200);
}

/** The path of an address on one of these hosts; null for others, for queries and for the front page. */
export function permalinkPath(link: string, hosts: ReadonlySet<string>): string | null {
  const url = webUrl(link);
  if (url === null || !hosts.has(hostOf(url))) return null;
  if (/[?&](?:p|page_id|attachment_id|post_type)=/.test(url.search)) return null;
  return normalPath(url.pathname);
}

export function webUrl(address: string, base?: string): URL | null {
  const trimmed = address.trim();
  const url = trimmed.length > 4_000 ? null : URL.parse(trimmed, base);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:") ? url : null;
}

/** Stands for the address of a site that did not tell its own: nothing is there. */
export const nowhere = "https://site.invalid";

export function isNowhere(url: URL): boolean {
  return url.origin === nowhere;
}

/** In lower case, with the port, without `www.`. */
export function hostOf(url: URL): string {
  return url.host.replace(/^www\./, "");
}

/**
 * What an attachment is known by: its address without scheme and query. Files of the uploads folder are known by
 * their place in it, whatever host or network they were served from.
 */
export function mediaKey(url: URL): string {
  const path = percentDecoded(url.pathname).normalize("NFC");
  const uploads = path.lastIndexOf("/wp-content/uploads/");
  if (uploads !== -1) return `uploads:${path.slice(uploads + 20)}`;
  const proxied = /^i\d\.wp\.com$/.test(url.host) ? path.slice(1) : `${hostOf(url)}${path}`;
  return proxied;
}

/** The keys of the files that a resized, scaled or edited one was made from, likeliest first. */
export function mediaKeys(url: URL): string[] {
  const key = mediaKey(url);
  const original = key.replace(/-\d{1,5}x\d{1,5}(?=\.[A-Za-z0-9]{2,5}$)/, "");
  const unscaled = original.replace(/-(?:scaled|rotated|e\d{10,14})(?=\.[A-Za-z0-9]{2,5}$)/, "");
  const scaled = original.replace(/(?=\.[A-Za-z0-9]{2,5}$)/, "-scaled");
  return [...new Set([key, original, unscaled, scaled])];
}
