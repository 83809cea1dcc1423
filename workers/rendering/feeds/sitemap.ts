import type { SitemapPart } from "#domain/contracts/index.ts";
import { element, escapeXml, xmlDocument } from "./xml.ts";

const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** @see https://www.sitemaps.org/protocol.html */
export function sitemapXml({ entries }: SitemapPart, origin: string): string {
  return xmlDocument([
    `<urlset ${namespace}>`,
    ...entries.map(({ path, updatedAt }) => {
      return `<url>${element("loc", origin + encodeURI(path))}${element("lastmod", updatedAt)}</url>`;
    }),
    "</urlset>",
  ]);
}

/** Names the parts of a sitemap that is too long for one file. */
export function sitemapIndexXml(parts: number, origin: string): string {
  return xmlDocument([
    `<sitemapindex ${namespace}>`,
    ...Array.from({ length: parts }, (_, index) => {
      return `<sitemap><loc>${escapeXml(`${origin}/sitemap-${index + 1}.xml`)}</loc></sitemap>`;
    }),
    "</sitemapindex>",
  ]);
}

/**
 * What robots may look at: all but searches, of which there is no end. A rule is for every path that begins with it, so
 * that `/search` alone would hide `/search-and-rescue` too.
 * @see https://www.rfc-editor.org/rfc/rfc9309#section-2.2.2
 */
export function robotsTxt(origin: string): string {
  const rules = ["User-agent: *", "Disallow: /search?", "Disallow: /search/page/"];
  return [...rules, "", `Sitemap: ${origin}/sitemap.xml`, ""].join("\n");
}
