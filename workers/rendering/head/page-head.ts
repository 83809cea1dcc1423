import type { ReleaseView } from "#domain/contracts/index.ts";
import { escapeHtml, SafeHtml } from "../html.ts";
import { mediaPath } from "../body/index.ts";
import type { ShownPage } from "../shown-page.ts";
import type { PageFacts } from "./page-facts.ts";
import { structuredData } from "./structured-data.ts";

/** Search engines cut what is longer. */
const descriptionCharactersMax = 300;

/**
 * What every page has at the end of its `<head>`, whatever the theme: title, description, canonical address, what
 * robots may do, Open Graph, structured data, feeds.
 */
export function pageHead(release: ReleaseView, page: ShownPage, facts: PageFacts): SafeHtml {
  const { configuration } = release;
  const description = shorten(facts.description);
  const canonical = canonicalOf(configuration.url ?? null, facts);
  const lines = [
    `<title>${escapeHtml(facts.windowTitle)}</title>`,
    meta("name", "description", description),
    meta("name", "robots", robotsOf(facts)),
    canonical === null ? "" : link("canonical", canonical),
    facts.previous === null ? "" : link("prev", encodeURI(facts.previous)),
    facts.next === null ? "" : link("next", encodeURI(facts.next)),
    ...translationLinks(configuration, facts),
    ...openGraph(release, page, facts, description, canonical),
    ...feedLinks(configuration.title, facts),
    ...(facts.noindex ? [] : dataOf(release, page, facts, canonical).map(jsonLd)),
  ];
  return new SafeHtml(lines.filter((line) => line !== "").join("\n"));
}

function robotsOf({ noindex, nofollow }: PageFacts): string {
  return [noindex ? "noindex" : "", nofollow ? "nofollow" : ""].filter((word) => word !== "").join(", ");
}

function dataOf(release: ReleaseView, page: ShownPage, facts: PageFacts, canonical: string | null): readonly unknown[] {
  const own = facts.structuredData.map((thing) => ({ "@context": "https://schema.org", ...thing }));
  return [structuredData(release, page, facts, canonical), ...own];
}

/** Of a website without an address of its own nothing: these have to be whole addresses. */
function translationLinks(
  { url, language }: ReleaseView["configuration"],
  { translations }: PageFacts,
): readonly string[] {
  if (!url) return [];
  return translations.map(
    (each) =>
      `<link rel="alternate" hreflang="${escapeHtml(each.locale ?? language)}" href="${escapeHtml(url + encodeURI(each.path))}">`,
  );
}

/** A page's address; null when the website has none of its own, or the page has none. */
function canonicalOf(origin: string | null, { path, canonicalElsewhere }: PageFacts): string | null {
  if (canonicalElsewhere !== null) return canonicalElsewhere;
  return origin === null || path === null ? null : origin + encodeURI(path);
}

function openGraph(
  { configuration }: ReleaseView,
  page: ShownPage,
  facts: PageFacts,
  description: string,
  canonical: string | null,
): readonly string[] {
  if (page.kind === "not-found" || page.kind === "search") return [];
  const isArticle = page.kind === "document" && page.document.type === "post";
  const { openGraph, openGraphImage: image } = facts;
  const shown = configuration.url && image !== null && image.digest !== null ? image : null;
  return [
    meta("property", "og:type", openGraph.type ?? (isArticle ? "article" : "website")),
    meta("property", "og:title", openGraph.title || facts.title || configuration.title),
    meta("property", "og:site_name", configuration.title),
    meta("property", "og:description", shorten(openGraph.description ?? "") || description),
    meta("property", "og:url", canonical ?? ""),
    ...(shown === null ? [] : imageLines(configuration.url!, shown)),
    ...(isArticle ? articleTimes(page.document) : []),
    meta("name", "twitter:card", shown === null ? "summary" : "summary_large_image"),
  ];
}

function imageLines(origin: string, image: NonNullable<PageFacts["image"]>): readonly string[] {
  return [
    meta("property", "og:image", origin + mediaPath(image.digest!, image.fileName)),
    meta("property", "og:image:width", image.width === null ? "" : String(image.width)),
    meta("property", "og:image:height", image.height === null ? "" : String(image.height)),
    meta("property", "og:image:alt", image.alt),
  ];
}

function articleTimes(times: { readonly publishedAt: string | null; readonly updatedAt: string | null }) {
  return [
    meta("property", "article:published_time", times.publishedAt ?? ""),
    meta("property", "article:modified_time", times.updatedAt ?? ""),
  ];
}

const feedTypes = [
  ["application/rss+xml", "feed.xml"],
  ["application/atom+xml", "atom.xml"],
  ["application/feed+json", "feed.json"],
] as const;

function feedLinks(siteTitle: string, { feedPath, title }: PageFacts): readonly string[] {
  const links = feedTypes.map(([type, file]) => feedLink(type, siteTitle, `/${file}`));
  if (feedPath !== null) {
    links.push(feedLink("application/rss+xml", `${title} · ${siteTitle}`, encodeURI(`${feedPath}/feed.xml`)));
  }
  return links;
}

function feedLink(type: string, title: string, href: string): string {
  return `<link rel="alternate" type="${type}" title="${escapeHtml(title)}" href="${escapeHtml(href)}">`;
}

/** A data block: browsers run nothing of it, and no text in it can end it. */
function jsonLd(data: unknown): string {
  if (data === null) return "";
  const json = JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `<script type="application/ld+json">${json}</script>`;
}

function meta(kind: "name" | "property", name: string, content: string): string {
  return content === "" ? "" : `<meta ${kind}="${name}" content="${escapeHtml(content)}">`;
}

function link(rel: string, href: string): string {
  return `<link rel="${rel}" href="${escapeHtml(href)}">`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= descriptionCharactersMax) return line;
  const cut = line.slice(0, descriptionCharactersMax);
  return `${cut.slice(0, Math.max(1, cut.lastIndexOf(" ")))}…`.toWellFormed();
}
