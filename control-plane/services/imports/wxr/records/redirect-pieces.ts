import type { Redirect } from "#domain/content/index.ts";
import { hostOf, normalPath, webUrl } from "../site/paths.ts";
import type { IndexedItem, SiteIndex } from "../site/site-index.ts";
import { slugOf } from "../site/text.ts";
import { childrenOf, detached, textOf, type XmlElement } from "../xml/element.ts";
import { mediaPath } from "../links/rewrite-link.ts";
import { pieceOf, type Piece } from "./piece.ts";

/** Makes redirects from old addresses, none from where a page is and none twice. */
export class RedirectMaker {
  readonly #site: SiteIndex;
  readonly #occupied: ReadonlySet<string>;
  readonly #made = new Set<string>();

  /** @param occupied paths of documents, terms and authors */
  constructor(site: SiteIndex, occupied: ReadonlySet<string>) {
    this.#site = site;
    this.#occupied = occupied;
  }

  ofDocument(element: XmlElement, item: IndexedItem): Piece[] {
    if (item.status === "draft" || item.status === "pending" || item.status === "trash") return [];
    const query = item.type === "page" ? "page_id" : "p";
    const froms = [
      this.#isFirst(item) ? `/?${query}=${item.oldId}` : null,
      item.oldPath,
      this.#ofGuid(element, item),
      ...childrenOf(element, "wp:postmeta").map((meta) => oldSlugPath(meta, item)),
    ];
    return this.#pieces(
      froms,
      { kind: "document", documentId: item.recordId },
      { place: item.place, ownId: item.oldId },
    );
  }

  ofMedia(element: XmlElement, item: IndexedItem): Piece[] {
    const froms = [
      this.#isFirst(item) ? `/?attachment_id=${item.oldId}` : null,
      item.oldPath,
      mediaPath(item.media!.url),
      this.#ofGuid(element, item),
    ];
    return this.#pieces(froms, { kind: "media", mediaId: item.recordId }, { place: item.place, ownId: item.oldId });
  }

  ofTerms(): Piece[] {
    return this.#site.terms.flatMap(({ termId, taxonomy, oldId, slug, place }) => {
      const from =
        taxonomy === "category" && this.#site.termsByOldId.get(oldId)?.termId === termId
          ? `/?cat=${oldId}`
          : taxonomy === "tag"
            ? `/?tag=${slug}`
            : null;
      return this.#pieces([from], { kind: "term", termId }, { place, ownId: oldId });
    });
  }

  ofAuthors(): Piece[] {
    return [...this.#site.authorsByOldId].flatMap(([oldId, { authorId, place }]) =>
      this.#pieces([`/?author=${oldId}`], { kind: "author", authorId }, { place, ownId: oldId }),
    );
  }

  /** Of several with one id the first one is what its number led to. */
  #isFirst(item: IndexedItem): boolean {
    return this.#site.itemsByOldId.get(item.oldId) === item;
  }

  #ofGuid(element: XmlElement, item: IndexedItem): string | null {
    const url = webUrl(textOf(element, "guid"));
    if (url === null || !this.#site.hosts.has(hostOf(url))) return null;
    const [, query, oldId] = /^\?(p|page_id|attachment_id)=(\d{1,18})$/.exec(url.search) ?? [];
    if (query !== undefined) {
      // After a move between sites the number there may be another's here.
      const isFree = (oldId === item.oldId && this.#isFirst(item)) || !this.#site.itemsByOldId.has(oldId ?? "");
      return isFree ? `/?${query}=${oldId}` : null;
    }
    return url.search === "" ? normalPath(url.pathname) : null;
  }

  #pieces(
    froms: readonly (string | null | undefined)[],
    to: Redirect["to"],
    { place, ownId }: { readonly place: string; readonly ownId: string },
  ): Piece[] {
    return [...new Set(froms)].flatMap((from) => {
      if (typeof from !== "string" || from === "/" || this.#occupied.has(from) || this.#made.has(from)) return [];
      // Queries with the record's own id are nobody else's.
      if (!(from.startsWith("/?") && from.endsWith(`=${ownId}`))) this.#made.add(detached(from));
      const piece = pieceOf({ from, to }, { kind: "redirect", place, changes: [] });
      return piece.record === null ? [] : [piece];
    });
  }
}

/** Where it was before its slug was changed. */
function oldSlugPath(meta: XmlElement, item: IndexedItem): string | null {
  if (textOf(meta, "wp:meta_key") !== "_wp_old_slug" || item.oldPath === null) return null;
  const slug = slugOf(textOf(meta, "wp:meta_value"));
  return slug === "" ? null : normalPath(item.oldPath.replace(/[^/]+$/, slug));
}
