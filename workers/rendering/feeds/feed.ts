import type { FeedData, ReleaseView } from "#domain/contracts/index.ts";
import { mediaPath, renderBody } from "../body/index.ts";

/** A feed, whatever its format. Addresses are absolute. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly homeUrl: string;
  /** Of the feed in this format. */
  readonly feedUrl: string;
  /** When its newest item changed; ISO 8601. */
  readonly updated: string;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly url: string;
  /** May be empty. */
  readonly title: string;
  readonly html: string;
  /** Plain text, written by hand; empty for none. */
  readonly summary: string;
  readonly published: string | null;
  readonly updated: string | null;
  readonly authors: readonly { readonly name: string; readonly url: string }[];
  readonly categories: readonly string[];
  readonly imageUrl: string | null;
}

/** Where the feed is. */
export interface FeedPlace {
  /** Such as `https://bakery.example`. */
  readonly origin: string;
  /** Path of the list. */
  readonly listPath: string;
  /** Path of the feed. */
  readonly feedPath: string;
}

/** What a feed without items says of its last change: equal content makes equal feeds, so no clock is asked. */
const never = "1970-01-01T00:00:00Z";

export function feedOf({ configuration }: ReleaseView, data: FeedData, place: FeedPlace): Feed {
  const { origin, listPath, feedPath } = place;
  const name = subjectName(data);
  const items = data.items.filter(({ document }) => document.password === null).map((item) => feedItem(item, origin));
  const changes = items.map(({ updated, published }) => updated ?? published ?? never);
  return {
    title: name === "" ? configuration.title : `${name} · ${configuration.title}`,
    description: configuration.description,
    language: configuration.language,
    homeUrl: origin + encodeURI(listPath),
    feedUrl: origin + encodeURI(feedPath),
    updated: changes.reduce((latest, change) => (Date.parse(change) > Date.parse(latest) ? change : latest), never),
    items,
  };
}

function subjectName({ subject }: FeedData): string {
  if (subject.kind === "term") return subject.term.name;
  return subject.kind === "author" ? subject.author.name : "";
}

function feedItem({ document, media, terms, authors }: FeedData["items"][number], origin: string): FeedItem {
  const image = document.imageId === null ? undefined : media[document.imageId];
  return {
    url: origin + encodeURI(document.path),
    title: document.title,
    html: absolute(renderBody(document.body, { media }).html.toString(), origin),
    summary: document.excerpt,
    published: document.publishedAt,
    updated: document.updatedAt,
    authors: authors.map(({ name, path }) => ({ name, url: origin + encodeURI(path) })),
    categories: terms.map(({ name }) => name),
    imageUrl: image === undefined || image.digest === null ? null : origin + mediaPath(image.digest, image.fileName),
  };
}

/** Readers know no base: paths become addresses, and choices among pictures go. Quotes in text are escaped, so `="` is a tag's. */
function absolute(html: string, origin: string): string {
  return html
    .replace(/ (?:srcset|sizes)="[^"]*"/g, "")
    .replace(/ (href|src|poster)="\/(?!\/)/g, (_, name: string) => ` ${name}="${origin}/`);
}
