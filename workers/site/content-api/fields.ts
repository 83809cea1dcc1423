import type { Media } from "#domain/content/index.ts";
import type { FoundSiteDocument, MediaById, SiteAuthor, SiteDocument, SiteTerm } from "#domain/contracts/index.ts";
import { assetPath } from "#domain/theme/index.ts";
import { escapeHtml } from "#workers/rendering/index.ts";

type Json = Readonly<Record<string, unknown>>;

/** What each document in a list of results is told by. */
export const listedFields = [
  "documentId",
  "type",
  "path",
  "title",
  "excerpt",
  "publishedAt",
  "updatedAt",
  "image",
  "terms",
  "authors",
  "isSticky",
  "isProtected",
  "commentCount",
  "titleHtml",
  "excerptHtml",
] as const;

/** What a document is told by; `media` and `body` where a body is asked for. */
export const documentFields = [
  ...listedFields.filter((field) => !field.endsWith("Html")),
  "description",
  "locale",
  "parentId",
  "order",
  "seo",
  "fields",
  "body",
  "media",
] as const;

/** @param body as it was asked for; undefined where it was not */
export function documentJson(document: SiteDocument, body: unknown): Json {
  const { hasMore: _, media, body: __, image, terms, authors, ...own } = document;
  return {
    ...own,
    image: image === null ? null : mediaJson(image),
    terms: terms.map(termLinkJson),
    authors: authors.map(authorLinkJson),
    ...(body === undefined ? {} : { body, media: mediaByIdJson(media) }),
  };
}

/** What was searched for stands in `<mark>` in the HTML, and all else is escaped there. */
export function foundJson(found: FoundSiteDocument): Json {
  const { hasMore: _, marked, image, terms, authors, ...own } = found;
  const html = (parts: typeof marked.title) =>
    parts.map(({ text, isMatch }) => (isMatch ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text))).join("");
  return {
    ...own,
    image: image === null ? null : mediaJson(image),
    terms: terms.map(termLinkJson),
    authors: authors.map(authorLinkJson),
    titleHtml: html(marked.title),
    excerptHtml: html(marked.excerpt),
  };
}

export function termJson(term: SiteTerm): Json {
  return { ...term };
}

export function authorJson(author: SiteAuthor): Json {
  return { ...author };
}

/** `url` is a path of the website; null where the bytes could not be had. */
export function mediaJson(media: Media): Json {
  const { mediaId, fileName, contentType, bytes, width, height, title, alt, caption, digest, variants } = media;
  const urlOf = (file: string) => assetPath(file, encodeURIComponent(fileName));
  return {
    mediaId,
    fileName,
    contentType,
    bytes,
    width,
    height,
    title,
    alt,
    caption,
    url: digest === null ? null : urlOf(digest),
    variants: variants.map((variant) => ({
      contentType: variant.contentType,
      width: variant.width,
      height: variant.height,
      bytes: variant.bytes,
      url: urlOf(variant.digest),
    })),
  };
}

/** The fields asked for, in the order in which they always are. */
export function only(json: Json, fields: ReadonlySet<string> | null): Json {
  return fields === null ? json : Object.fromEntries(Object.entries(json).filter(([name]) => fields.has(name)));
}

function mediaByIdJson(media: MediaById): Json {
  return Object.fromEntries(Object.entries(media).map(([id, each]) => [id, mediaJson(each)]));
}

function termLinkJson({ termId, taxonomy, name, path }: SiteDocument["terms"][number]): Json {
  return { termId, taxonomy, name, path };
}

function authorLinkJson({ authorId, name, path }: SiteDocument["authors"][number]): Json {
  return { authorId, name, path };
}
