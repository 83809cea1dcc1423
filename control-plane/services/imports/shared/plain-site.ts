import { recordIdsOf } from "../wxr/site/ids.ts";
import { hostOf, mediaKey, webUrl } from "../wxr/site/paths.ts";
import type { IndexedItem, IndexedTerm, PathTarget, SiteIndex } from "../wxr/site/site-index.ts";

/** A medium that bodies may show. */
export interface PlainMedium {
  readonly recordId: string;
  /** As bodies name it, absolute. */
  readonly url: string;
  readonly fileName: string;
  readonly alt: string;
  readonly place: string;
}

/**
 * What converting HTML needs to know of a site that comes in a format of its own: where its pages and files are. Bodies name them
 * by addresses below `baseUrl`, which need not be anywhere.
 */
export class PlainSite {
  readonly index: SiteIndex;
  readonly #mediaByKey = new Map<string, IndexedItem>();
  readonly #targets = new Map<string, PathTarget>();

  constructor({
    baseUrl,
    title,
    language,
  }: {
    readonly baseUrl: string;
    readonly title: string;
    readonly language: string;
  }) {
    const url = webUrl(baseUrl)!;
    const none = new Map<string, never>();
    this.index = {
      title,
      language,
      baseUrl,
      hosts: new Set([hostOf(url)]),
      ids: recordIdsOf(baseUrl),
      items: [],
      itemsByOldId: none,
      terms: [],
      termsByKey: none,
      termsByOldId: none,
      authors: [],
      authorsByLogin: none,
      authorsByOldId: none,
      menus: [],
      mediaByKey: this.#mediaByKey,
      mediaByParent: none,
      targetsByOldPath: this.#targets,
      itemsBySlug: none,
      belowThemselves: new Set(),
      reusableBlocks: none,
    };
  }

  addMedium({ recordId, url, fileName, alt, place }: PlainMedium): IndexedItem {
    const isImage = /\.(?:jpe?g|png|gif|webp|avif|svg)$/i.test(fileName);
    const media = { url, fileName, isImage, alt, caption: "", order: 0 };
    const item = { ...plainItem({ recordId, place, role: "media" }), media };
    const parsed = webUrl(url);
    if (parsed !== null) this.#mediaByKey.set(mediaKey(parsed), item);
    return item;
  }

  mediumAt(url: string): IndexedItem | undefined {
    const parsed = webUrl(url, `${this.index.baseUrl}/`);
    return parsed === null ? undefined : this.#mediaByKey.get(mediaKey(parsed));
  }

  /** Where links to an old path of the site lead from now on. */
  addTarget(oldPath: string, target: PathTarget): void {
    if (!this.#targets.has(oldPath)) this.#targets.set(oldPath, target);
  }
}

export function plainItem({ recordId, place, role }: Pick<IndexedItem, "recordId" | "place" | "role">): IndexedItem {
  return {
    role,
    oldId: recordId,
    recordId,
    type: "",
    status: "",
    slug: "",
    parentOldId: null,
    oldPath: null,
    place,
    path: null,
    media: null,
  };
}

export function plainTerm(term: Pick<IndexedTerm, "termId" | "taxonomy" | "slug" | "name" | "place">): IndexedTerm {
  return { ...term, oldId: term.termId, description: "", parentSlug: "", path: "" };
}
