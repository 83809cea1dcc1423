import type { Comment } from "#domain/content/index.ts";
import type { Document, DocumentStatus } from "#domain/document/index.ts";
import type { ExportEffects } from "../context.ts";
import { blocksHtml, bodyHtml, footnotesOf } from "../html/body-html.ts";
import type { HtmlContext } from "../html/context.ts";
import { domainOf, own, wpSlug } from "./channel.ts";
import { phpValue } from "./php-value.ts";
import type { SiteNumbers } from "./site-numbers.ts";
import { categoryElement, element, metaElement, plainElement, textElement, textMeta, wpDate } from "./xml.ts";

const statuses: Readonly<Record<DocumentStatus, string>> = {
  published: "publish",
  draft: "draft",
  review: "pending",
  scheduled: "future",
  private: "private",
  trashed: "trash",
};
const commentStatuses: Readonly<Record<Comment["status"], string>> = {
  approved: "1",
  pending: "0",
  spam: "spam",
  trashed: "trash",
};

/** A document with its comments. */
export function documentItem(document: Document, site: SiteNumbers, effects: ExportEffects): string {
  const place = `document ${document.documentId}`;
  const note = (detail: string) => effects.report({ place, detail });
  const { number } = site.documents.get(document.documentId)!;
  const [first, ...others] = document.authorIds.flatMap((id) => site.authors.get(id) ?? []);
  if (others.length > 0) note("WordPress knows one author of a post: the others were left out");
  if (document.locale !== null) note("its language was left out");
  const content = bodyHtml(document.body, htmlContext(site, true, note));
  const parent = document.parentId === null ? 0 : (site.documents.get(document.parentId)?.number ?? 0);
  return [
    "<item>",
    textElement("title", document.title),
    plainElement("link", `${site.base}${encodedPath(document.path)}`),
    document.publishedAt === null ? "" : plainElement("pubDate", new Date(document.publishedAt).toUTCString()),
    element("dc:creator", first?.login ?? ""),
    `<guid isPermaLink="false">${site.base}/?p=${number}</guid>`,
    element("content:encoded", content),
    textElement("excerpt:encoded", document.excerpt),
    plainElement("wp:post_id", number),
    plainElement("wp:post_date", wpDate(document.publishedAt)),
    plainElement("wp:post_date_gmt", wpDate(document.publishedAt)),
    plainElement("wp:post_modified", wpDate(document.updatedAt)),
    plainElement("wp:post_modified_gmt", wpDate(document.updatedAt)),
    plainElement("wp:comment_status", document.comments),
    plainElement("wp:ping_status", "closed"),
    plainElement("wp:post_name", document.path.split("/").at(-1) ?? ""),
    plainElement("wp:status", statusOf(document, note)),
    plainElement("wp:post_parent", parent),
    plainElement("wp:menu_order", document.order),
    plainElement("wp:post_type", document.type),
    element("wp:post_password", ""),
    plainElement("wp:is_sticky", document.sticky ? 1 : 0),
    own({ id: document.documentId }),
    ...document.termIds.flatMap((id) => {
      const term = site.terms.get(id);
      return term === undefined
        ? []
        : [categoryElement(domainOf(term.taxonomy), wpSlug(term.taxonomy, term.slug), term.name)];
    }),
    ...metasOf(document, site, note),
    ...(site.comments.get(document.documentId) ?? []).map((comment) => commentElement(comment, site, note)),
    "</item>\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** A password is known by its hash alone, and WordPress by itself. */
function statusOf({ status, password }: Document, note: (detail: string) => void): string {
  if (password === null) return statuses[status];
  note("its password cannot be taken along: it is private");
  return statuses[status === "published" ? "private" : status];
}

function metasOf(document: Document, site: SiteNumbers, note: (detail: string) => void): string[] {
  const { imageId, seo, description, fields, type } = document;
  const notes = footnotesOf(document.body).map(({ attrs: { id }, content }) => ({
    id,
    content: blocksHtml(content, htmlContext(site, false, note)),
  }));
  const thumbnail = imageId === null ? undefined : site.media.get(imageId)?.number;
  if (seo.imageId !== null) note("its picture for search engines was left out");
  const isOwn = type !== "post" && type !== "page";
  const names = Object.keys(fields).filter((name) => isOwn && !name.startsWith("_") && name !== "footnotes");
  if (names.length < Object.keys(fields).length) note("some of its fields were left out");
  const metas: readonly (readonly [string, string | undefined])[] = [
    ["_thumbnail_id", thumbnail === undefined ? undefined : String(thumbnail)],
    ["_yoast_wpseo_canonical", seo.canonical ?? undefined],
    ["_yoast_wpseo_meta-robots-noindex", seo.noindex ? "1" : undefined],
    ["footnotes", notes.length === 0 ? undefined : JSON.stringify(notes)],
    ...names.map((name) => [name, typeof fields[name] === "string" ? fields[name] : phpValue(fields[name])] as const),
  ];
  const texts = [
    ["_yoast_wpseo_title", seo.title],
    ["_yoast_wpseo_metadesc", description],
  ] as const;
  return [
    ...texts.flatMap(([key, value]) => (value === "" ? [] : [textMeta(key, value)])),
    ...metas.flatMap(([key, value]) => (value === undefined || value === "" ? [] : [metaElement(key, value)])),
  ];
}

function commentElement(
  comment: MapItem<SiteNumbers["comments"]>,
  site: SiteNumbers,
  note: (detail: string) => void,
): string {
  const { number, parentId, documentId, status, type, authorName, authorUrl, authorId, createdAt, commentId, body } =
    comment;
  const siblings = site.comments.get(documentId) ?? [];
  const parent = parentId === null ? 0 : (siblings.find((other) => other.commentId === parentId)?.number ?? 0);
  const content = bodyHtml(body, htmlContext(site, false, note)).replaceAll("\n", "&#10;");
  return `<wp:comment>${plainElement("wp:comment_id", number)}${textElement("wp:comment_author", authorName)}${plainElement("wp:comment_author_url", authorUrl ?? "")}${plainElement("wp:comment_date", wpDate(createdAt))}${plainElement("wp:comment_date_gmt", wpDate(createdAt))}${element("wp:comment_content", content)}${plainElement("wp:comment_approved", commentStatuses[status])}${plainElement("wp:comment_type", type)}${plainElement("wp:comment_parent", parent)}${plainElement("wp:comment_user_id", authorId === null ? 0 : (site.authors.get(authorId)?.number ?? 0))}${own({ id: commentId })}</wp:comment>`;
}

type MapItem<M> = M extends ReadonlyMap<string, readonly (infer Item)[]> ? Item : never;

/** Links to the site itself are whole addresses, as WordPress has them. */
function htmlContext(site: SiteNumbers, hasBlockComments: boolean, note: (detail: string) => void): HtmlContext {
  return {
    hasBlockComments,
    mediaUrl: (mediaId) => site.media.get(mediaId)?.url ?? null,
    mediaNumber: (mediaId) => site.media.get(mediaId)?.number ?? null,
    href: (href) => (href.startsWith("/") ? `${site.base}${href}` : href),
    note,
  };
}

function encodedPath(path: string): string {
  return path === "/" ? "/" : `${path.split("/").map(encodeURIComponent).join("/")}/`;
}
