import { documentBytesMax, type DocumentInput, type DocumentStatus } from "#domain/document/index.ts";
import { convertBody, parseFootnotes, sourceCharsMax } from "../body/convert-body.ts";
import { Notes } from "../body/notes.ts";
import { mediaById } from "../links/find-media.ts";
import { documentTypeOf, taxonomyOf } from "../site/item-types.ts";
import { metaOf } from "../site/index-item.ts";
import { termKey, type IndexedItem, type SiteIndex } from "../site/site-index.ts";
import { cut, oneLine, plainText, slugOf } from "../site/text.ts";
import { childrenOf, textOf, type XmlElement } from "../xml/element.ts";
import { dateOf, instantOf } from "./dates.ts";
import { fieldsOf } from "./fields.ts";
import { lineOf, linesPiece, type Piece } from "./piece.ts";
import { repairedPiece } from "./repair.ts";
import { seoOf } from "./seo.ts";

const statuses: Readonly<Record<string, DocumentStatus>> = {
  publish: "published",
  draft: "draft",
  pending: "review",
  future: "scheduled",
  private: "private",
  trash: "trashed",
};

/** A post, page or entry of another type. */
export function documentPiece(element: XmlElement, item: IndexedItem, site: SiteIndex): Piece {
  const source = textOf(element, "content:encoded");
  if (source.length > sourceCharsMax) {
    return linesPiece(
      lineOf("left-out", "document", null, item.place, `its content has more than ${sourceCharsMax} characters`),
    );
  }
  const notes = new Notes();
  const input = {
    ...headOf(element, item, site, notes),
    ...relationsOf(element, item, site, notes),
    fields: fieldsOf(element, item.type, notes),
    body: convertBody({
      source,
      footnotes: parseFootnotes(metaOf(element, "footnotes")),
      site,
      item,
      address: `${site.baseUrl}${item.oldPath ?? ""}/`,
      notes,
    }),
  };
  const piece = repairedPiece(input, {
    place: item.place,
    notes,
    taken: `${input.type}, ${input.status}, at ${input.path}`,
  });
  if (piece.bytes > documentBytesMax) {
    const detail = `as a document it has more than ${documentBytesMax} bytes`;
    return linesPiece(lineOf("left-out", "document", null, item.place, detail));
  }
  const password = textOf(element, "wp:post_password");
  return password === "" || piece.record === null ? piece : { ...piece, password };
}

type Head = Pick<
  DocumentInput,
  | "documentId"
  | "type"
  | "status"
  | "path"
  | "title"
  | "excerpt"
  | "publishedAt"
  | "updatedAt"
  | "order"
  | "sticky"
  | "comments"
  | "description"
  | "seo"
>;

function headOf(element: XmlElement, item: IndexedItem, site: SiteIndex, notes: Notes): Head & { path: string } {
  const { instant, change } = dateOf({
    gmt: textOf(element, "wp:post_date_gmt"),
    local: textOf(element, "wp:post_date"),
    feed: textOf(element, "pubDate"),
  });
  if (change !== null) notes.add(change);
  const order = Number(textOf(element, "wp:menu_order"));
  const link = textOf(element, "link");
  if (/^https?:\/\/[^/]+\/_hotswap(?:\/|$)/.test(link)) notes.add(`${cut(link, 100)} is the platform's own place`);
  return {
    documentId: item.recordId,
    type: documentTypeOf(item.type) ?? "post",
    status: statusOf(item.status, notes),
    path: item.path ?? `/${item.recordId}`,
    title: titleOf(textOf(element, "title"), notes),
    excerpt: cut(plainText(textOf(element, "excerpt:encoded")).trim(), 5_000),
    publishedAt: instant,
    updatedAt: instantOf(textOf(element, "wp:post_modified_gmt")),
    order: Number.isInteger(order) ? Math.min(Math.max(order, 0), 999_999) : 0,
    sticky: textOf(element, "wp:is_sticky") === "1",
    comments: textOf(element, "wp:comment_status") === "open" ? "open" : "closed",
    ...seoOf(element, site),
  };
}

function statusOf(status: string, notes: Notes): DocumentStatus {
  if (Object.hasOwn(statuses, status)) return statuses[status]!;
  notes.add(`its status "${status}" is not known; it is a draft`);
  return "draft";
}

function titleOf(written: string, notes: Notes): string {
  const title = oneLine(plainText(written));
  if (/<[a-z/!]/i.test(written)) notes.add("markup in its title was left out");
  if (title === "") notes.add("it has no title");
  if (title.length > 500) notes.add(`its title of ${title.length} characters was cut to 500`);
  return cut(title, 500);
}

type Relations = Pick<DocumentInput, "parentId" | "authorIds" | "termIds" | "imageId">;

function relationsOf(element: XmlElement, item: IndexedItem, site: SiteIndex, notes: Notes): Relations {
  const author = site.authorsByLogin.get(textOf(element, "dc:creator"));
  return {
    parentId: parentOf(item, site, notes),
    authorIds: author === undefined ? [] : [author.authorId],
    termIds: termsOf(element, site, notes),
    imageId: featuredOf(element, site, notes),
  };
}

function parentOf(item: IndexedItem, site: SiteIndex, notes: Notes): string | null {
  if (item.parentOldId === null) return null;
  const parent = site.itemsByOldId.get(item.parentOldId);
  if (parent === undefined || parent.role !== "document") {
    notes.add(`its parent ${item.parentOldId} is not in the export`);
    return null;
  }
  if (site.belowThemselves.has(item)) {
    notes.add("it is below itself; its parent was taken away");
    return null;
  }
  return parent.recordId;
}

function termsOf(element: XmlElement, site: SiteIndex, notes: Notes): string[] {
  const ids = new Set<string>();
  for (const category of childrenOf(element, "category")) {
    const taxonomy = taxonomyOf(category.attributes.get("domain") ?? "");
    const slug = slugOf(category.attributes.get("nicename") ?? "") || slugOf(category.text);
    const term = taxonomy === null ? undefined : site.termsByKey.get(termKey(taxonomy, slug));
    if (term !== undefined) ids.add(term.termId);
  }
  if (ids.size > 200) notes.add(`of its ${ids.size} terms the first 200 were taken`);
  return [...ids].slice(0, 200);
}

function featuredOf(element: XmlElement, site: SiteIndex, notes: Notes): string | null {
  const oldId = metaOf(element, "_thumbnail_id");
  if (oldId === null || oldId === "" || oldId === "0") return null;
  const media = mediaById(oldId, site);
  if (media === undefined) notes.add(`its picture ${oldId.slice(0, 20)} is not in the export`);
  return media?.recordId ?? null;
}
