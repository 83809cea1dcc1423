import type { FeedFile } from "#workers/rendering/feeds/index.ts";

/** What a website serves for machines, beside its pages. */
export type Resource =
  | { readonly kind: "robots" }
  /** @property isFull whether it holds texts */
  | { readonly kind: "llms"; readonly isFull: boolean }
  /** @property part from 1; null for the sitemap that names the parts, or is the only one */
  | { readonly kind: "sitemap"; readonly part: number | null }
  | { readonly kind: "feed"; readonly file: FeedFile; readonly listPath: string }
  /** Where other systems have the feed. */
  | { readonly kind: "old-feed"; readonly file: FeedFile; readonly listPath: string };

const feedPattern = /^(.*)\/(feed\.xml|atom\.xml|feed\.json)$/;
const oldFeedPattern = /^(.*)\/feed(?:\/(rss|rss2|rdf|atom))?$/;

/** @param path decoded; null when it is no resource's */
export function resourceAt(path: string): Resource | null {
  if (path === "/robots.txt") return { kind: "robots" };
  if (path === "/llms.txt" || path === "/llms-full.txt") return { kind: "llms", isFull: path === "/llms-full.txt" };
  if (path === "/sitemap.xml") return { kind: "sitemap", part: null };
  const part = /^\/sitemap-([1-9]\d{0,5})\.xml$/.exec(path)?.[1];
  if (part !== undefined) return { kind: "sitemap", part: Number(part) };
  const feed = feedPattern.exec(path);
  if (feed !== null) return { kind: "feed", file: feed[2] as FeedFile, listPath: feed[1] || "/" };
  const old = oldFeedPattern.exec(path);
  if (old === null) return null;
  return { kind: "old-feed", file: old[2] === "atom" ? "atom.xml" : "feed.xml", listPath: old[1] || "/" };
}

export function feedPath(listPath: string, file: FeedFile): string {
  return `${listPath === "/" ? "" : listPath}/${file}`;
}
