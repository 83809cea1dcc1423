import {
  documentPasswordSchema,
  documentStatusSchema,
  jsonValueSchema,
  type DocumentInput,
  type DocumentStatus,
} from "#domain/document/index.ts";
import { documentPieceOf } from "../shared/documents.ts";
import { nodesBody } from "../shared/html-body.ts";
import { Notes } from "../wxr/body/notes.ts";
import { lineOf, linesPiece, type Piece } from "../wxr/records/piece.ts";
import { webUrl } from "../wxr/site/paths.ts";
import { cut, oneLine } from "../wxr/site/text.ts";
import type { OpenedZip } from "../zip/open-zip.ts";
import { instantOf, listOf, textOf, type FrontMatter } from "./front-matter.ts";
import { markdownTree } from "./markdown-html.ts";
import { addressOf, type MarkdownDocument, type MarkdownSite } from "./markdown-site.ts";
import { oldPathNames } from "./old-paths.ts";
import { markdownBlocks } from "./own-blocks.ts";
import { readMarkdown } from "./read-markdown.ts";

/** What front matter may say, by whatever program; other names are said to be left out. */
const known = new Set(
  (
    "id type title date publishDate pubDate published_at created updated lastmod modified updated_at draft published status layout " +
    "permalink path url slug description summary excerpt authors author authorIds categories category tags tag keywords terms image " +
    "cover featured_image hero thumbnail parent order weight sticky pinned comments locale lang language seo canonical noindex " +
    "password fields"
  ).split(" "),
);
for (const name of oldPathNames) known.add(name);
/** What they call where a document stands; first as this platform does, then as others do. */
const statuses: ReadonlyMap<string, DocumentStatus> = new Map([
  ...documentStatusSchema.options.map((status) => [status, status] as const),
  ["publish", "published"],
  ["public", "published"],
  ["pending", "review"],
  ["in-review", "review"],
  ["future", "scheduled"],
  ["trash", "trashed"],
]);

/** A file of Markdown as a document. */
export async function documentPiece(
  zip: OpenedZip,
  document: MarkdownDocument,
  markdown: MarkdownSite,
): Promise<Piece> {
  const { name, item, front } = document;
  const split = await readMarkdown(zip, name);
  const tree = split.ok ? markdownTree(split.body) : null;
  if (tree === null) {
    return linesPiece(lineOf("left-out", "document", null, name, "it is nested too deep or has too many elements"));
  }
  const notes = new Notes();
  for (const unknown of Object.keys(front).filter((key) => !known.has(key)))
    notes.add(`"${unknown}" of its front matter was left out`);
  const [heading, ...rest] = tree.nodes;
  const title = cut(oneLine(textOf(front, "title")), 500);
  const address = addressOf(name);
  const context = {
    site: markdown.site.index,
    item,
    address,
    notes,
    footnotes: tree.footnotes,
    blocksOf: markdownBlocks,
  };
  const body = nodesBody(tree.nodes, context);
  const [first] = body.content;
  const isTitled = title === "" && first?.type === "heading" && first.attrs.level === 1 && heading !== undefined;
  const input = {
    ...headOf(document, markdown, notes),
    title: isTitled
      ? cut(oneLine(first.content?.map((node) => ("text" in node ? node.text : "")).join("") ?? ""), 500)
      : title,
    body: isTitled ? nodesBody(rest, { ...context, notes: new Notes() }) : body,
  };
  const piece = documentPieceOf(input, { place: name, notes });
  const password = input.password === null ? textOf(front, "password") : "";
  return password === "" || piece.record === null ? piece : { ...piece, password };
}

function headOf(
  document: MarkdownDocument,
  markdown: MarkdownSite,
  notes: Notes,
): Omit<DocumentInput, "body" | "title"> {
  const { front, item, documentId, type, publishedAt } = document;
  const order = Number(textOf(front, "order", "weight") || 0);
  const locale = textOf(front, "locale", "lang", "language");
  const path = item.path ?? `/${documentId}`;
  const permalink = textOf(front, "permalink", "path", "url");
  if (/^\/_hotswap(?:\/|$)/.test(permalink))
    notes.add(`${cut(permalink, 100)} is the platform's own; it is at ${path}`);
  const parent = textOf(front, "parent");
  const isInRing = markdown.isAboveItself(documentId);
  if (isInRing) notes.add("it would be above itself; it has no parent");
  const isParent = !isInRing && markdown.has("document", parent);
  const fields = jsonValueSchema.safeParse(front["fields"]);
  return {
    documentId,
    type,
    status: statusOf(document, notes),
    path,
    description: cut(oneLine(textOf(front, "description")), 1_000),
    excerpt: cut(textOf(front, "excerpt", "summary"), 5_000),
    publishedAt,
    updatedAt: instantOf(textOf(front, "updated", "lastmod", "modified", "updated_at")),
    locale: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(locale) ? locale : null,
    parentId: isParent ? parent : null,
    order: Number.isInteger(order) ? Math.min(Math.max(order, 0), 999_999) : 0,
    authorIds: authorsOf(front, markdown),
    termIds: termsOf(front, markdown),
    imageId: imageOf(front, ["image", "cover", "featured_image", "hero", "thumbnail"], document, markdown, notes),
    sticky: front["sticky"] === true || front["pinned"] === true,
    password: documentPasswordSchema.safeParse(front["password"]).data ?? null,
    comments: front["comments"] === true || front["comments"] === "open" ? "open" : "closed",
    seo: seoOf(document, markdown, notes),
    fields:
      fields.success && typeof fields.data === "object" && fields.data !== null && !Array.isArray(fields.data)
        ? { ...fields.data }
        : {},
  };
}

/** What is not plainly to be seen by everybody is not shown to anybody. */
function statusOf({ front, isDraft }: MarkdownDocument, notes: Notes): DocumentStatus {
  const written = textOf(front, "status").toLowerCase();
  const status = written === "" ? "published" : (statuses.get(written) ?? null);
  if (hasUnknownPassword(front)) {
    notes.add("its password is none that is known here; it is a draft");
    return "draft";
  }
  if (status === null) {
    notes.add(`its status "${cut(oneLine(written), 20)}" is not known; it is a draft`);
    return "draft";
  }
  if (status !== "published" || !isDraft) return status;
  if (written !== "") notes.add("it says that it is published and that it is a draft; it is a draft");
  return "draft";
}

/** A password is text, or what this platform writes: whatever else is meant by it, not everybody is to read the document. */
function hasUnknownPassword(front: FrontMatter): boolean {
  const written = front["password"] ?? "";
  return written !== "" && textOf(front, "password") === "" && !documentPasswordSchema.safeParse(written).success;
}

/** By id, as this platform writes them, else by name. */
function authorsOf(front: FrontMatter, markdown: MarkdownSite): string[] {
  const ids = listOf(front, "authorIds").filter((id) => markdown.has("author", id));
  const named = listOf(front, "authors", "author").flatMap((name) => markdown.authorId(name) ?? []);
  return [...new Set(Array.isArray(front["authorIds"]) ? ids : named)].slice(0, 20);
}

function termsOf(front: FrontMatter, markdown: MarkdownSite): string[] {
  const ids = listOf(front, "terms").filter((id) => markdown.has("term", id));
  const categories = listOf(front, "categories", "category").flatMap((name) => markdown.termId("category", name) ?? []);
  const tags = listOf(front, "tags", "tag", "keywords").flatMap((name) => markdown.termId("tag", name) ?? []);
  return [...new Set(Array.isArray(front["terms"]) ? ids : [...categories, ...tags])].slice(0, 200);
}

/** The path of a file of the zip, or what other programs write: `{ src }`, `{ url }`, or a list. */
function imageOf(
  front: FrontMatter,
  names: readonly string[],
  { name }: MarkdownDocument,
  { site }: MarkdownSite,
  notes: Notes,
): string | null {
  const written = names.map((key) => front[key]).find((value) => value !== undefined && value !== null);
  const first: unknown = Array.isArray(written) ? written[0] : written;
  const address =
    typeof first === "object" && first !== null
      ? textOf(first as FrontMatter, "src", "url", "path")
      : String(first ?? "");
  if (address === "") return null;
  const url = webUrl(address, addressOf(name));
  const medium = url === null ? undefined : site.mediumAt(url.href);
  if (medium === undefined) notes.add(`its picture ${cut(address, 100)} is not in the zip`);
  return medium?.recordId ?? null;
}

function seoOf(document: MarkdownDocument, markdown: MarkdownSite, notes: Notes): DocumentInput["seo"] {
  const { front } = document;
  const seo = (typeof front["seo"] === "object" && front["seo"] !== null ? front["seo"] : {}) as FrontMatter;
  const canonical = webUrl(textOf(seo, "canonical") || textOf(front, "canonical"))?.href ?? null;
  const imageId = textOf(seo, "imageId");
  return {
    title: cut(oneLine(textOf(seo, "title")), 300),
    canonical: canonical !== null && canonical.length <= 2_048 ? canonical : null,
    noindex: seo["noindex"] === true || front["noindex"] === true,
    imageId: markdown.has("media", imageId) ? imageId : imageOf(seo, ["image"], document, markdown, notes),
  };
}
