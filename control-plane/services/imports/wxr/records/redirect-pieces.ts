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
      `/?${query}=${item.oldId}`,
      item.oldPath,
      this.#ofGuid(element),
      ...childrenOf(element, "wp:postmeta").map((meta) => oldSlugPath(meta, item)),
    ];
    return this.#pieces(froms, { kind: "document", documentId: item.recordId }, item.place);
  }

  ofMedia(element: XmlElement, item: IndexedItem): Piece[] {
    const froms = [`/?attachment_id=${item.oldId}`, item.oldPath, mediaPath(item.media!.url), this.#ofGuid(element)];
    return this.#pieces(froms, { kind: "media", mediaId: item.recordId }, item.place);
  }

  ofTerms(): Piece[] {
    return this.#site.terms.flatMap(({ termId, taxonomy, oldId, slug, place }) => {
      const from =
        taxonomy === "category" && oldId !== "" ? `/?cat=${oldId}` : taxonomy === "tag" ? `/?tag=${slug}` : null;
      return this.#pieces([from], { kind: "term", termId }, place);
    });
  }

  ofAuthors(): Piece[] {
    return [...this.#site.authorsByOldId].flatMap(([oldId, { authorId, place }]) =>
      this.#pieces([`/?author=${oldId}`], { kind: "author", authorId }, place),
    );
  }

  #ofGuid(element: XmlElement): string | null {
    const url = webUrl(textOf(element, "guid"));
    if (url === null || !this.#site.hosts.has(hostOf(url))) return null;
    const query = /^\?((?:p|page_id|attachment_id)=\d{1,18})$/.exec(url.search)?.[1];
    if (query !== undefined) return `/?${query}`;
    return url.search === "" ? normalPath(url.pathname) : null;
  }

  #pieces(froms: readonly (string | null | undefined)[], to: Redirect["to"], place: string): Piece[] {
    return froms.flatMap((from) => {
      if (typeof from !== "string" || from === "/" || this.#occupied.has(from) || this.#made.has(from)) return [];
      this.#made.add(detached(from));
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
