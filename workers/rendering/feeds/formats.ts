import { formatDate } from "../date-filter.ts";
import type { Feed, FeedItem } from "./feed.ts";
import { element, escapeXml, xmlDocument } from "./xml.ts";

export interface FeedFormat {
  readonly contentType: string;
  write(feed: Feed): string;
}

/** By the feed's file name. */
export const feedFormats = {
  "feed.xml": { contentType: "application/rss+xml; charset=utf-8", write: rss },
  "atom.xml": { contentType: "application/atom+xml; charset=utf-8", write: atom },
  "feed.json": { contentType: "application/feed+json; charset=utf-8", write: jsonFeed },
} as const satisfies Record<string, FeedFormat>;
export type FeedFile = keyof typeof feedFormats;

/** @see https://www.rssboard.org/rss-specification */
function rss(feed: Feed): string {
  return xmlDocument([
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    "<channel>",
    element("title", feed.title),
    element("link", feed.homeUrl),
    `<description>${escapeXml(feed.description)}</description>`,
    element("language", feed.language),
    element("lastBuildDate", rfc822(feed.updated)),
    `<atom:link href="${escapeXml(feed.feedUrl)}" rel="self" type="application/rss+xml"/>`,
    ...feed.items.flatMap(rssItem),
    "</channel>",
    "</rss>",
  ]);
}

function rssItem(item: FeedItem): readonly string[] {
  return [
    "<item>",
    element("title", item.title),
    element("link", item.url),
    element("guid", item.url),
    element("pubDate", item.published === null ? null : rfc822(item.published)),
    ...item.authors.map(({ name }) => element("dc:creator", name)),
    ...item.categories.map((category) => element("category", category)),
    // An item needs a title or a description.
    item.title === "" && item.summary === "" ? "<description></description>" : element("description", item.summary),
    element("content:encoded", item.html),
    "</item>",
  ];
}

/** @see https://www.rfc-editor.org/rfc/rfc4287 */
function atom(feed: Feed): string {
  return xmlDocument([
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.language)}">`,
    element("id", feed.feedUrl),
    element("title", feed.title),
    element("subtitle", feed.description),
    element("updated", feed.updated),
    `<link href="${escapeXml(feed.feedUrl)}" rel="self" type="application/atom+xml"/>`,
    `<link href="${escapeXml(feed.homeUrl)}" rel="alternate" type="text/html"/>`,
    ...feed.items.flatMap((item) => atomEntry(item, feed)),
    "</feed>",
  ]);
}

function atomEntry(item: FeedItem, feed: Feed): readonly string[] {
  // An entry needs an author; the website stands for one that is not known.
  const authors = item.authors.length > 0 ? item.authors : [{ name: feed.title, url: feed.homeUrl }];
  return [
    "<entry>",
    element("id", item.url),
    `<title>${escapeXml(item.title)}</title>`,
    `<link href="${escapeXml(item.url)}" rel="alternate" type="text/html"/>`,
    element("published", item.published),
    element("updated", item.updated ?? item.published ?? feed.updated),
    ...authors.map(({ name, url }) => `<author>${element("name", name)}${element("uri", url)}</author>`),
    ...item.categories.map((category) => `<category term="${escapeXml(category)}"/>`),
    element("summary", item.summary),
    `<content type="html">${escapeXml(item.html)}</content>`,
    "</entry>",
  ];
}

/** @see https://www.jsonfeed.org/version/1.1/ */
function jsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.feedUrl,
    description: feed.description || undefined,
    language: feed.language,
    items: feed.items.map((item) => ({
      id: item.url,
      url: item.url,
      title: item.title || undefined,
      content_html: item.html,
      summary: item.summary || undefined,
      image: item.imageUrl ?? undefined,
      date_published: item.published ?? undefined,
      date_modified: item.updated ?? undefined,
      authors: item.authors.length > 0 ? item.authors : undefined,
      tags: item.categories.length > 0 ? item.categories : undefined,
    })),
  });
}

function rfc822(date: string): string {
  return String(formatDate(date, "%a, %d %b %Y %H:%M:%S +0000"));
}
