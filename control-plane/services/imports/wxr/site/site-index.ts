import type { RecordIds } from "./ids.ts";

/** What the first pass keeps of the export: enough to link, nest and place each item while the second one streams. */
export interface SiteIndex {
  readonly title: string;
  readonly language: string;
  /** As its owner knows it, without a slash at the end. */
  readonly baseUrl: string;
  /** Names under which the site's own pages and files were linked, without `www.`. */
  readonly hosts: ReadonlySet<string>;
  readonly ids: RecordIds;
  /** In the file's order, every item. */
  readonly items: readonly IndexedItem[];
  readonly itemsByOldId: ReadonlyMap<string, IndexedItem>;
  readonly terms: readonly IndexedTerm[];
  readonly termsByKey: ReadonlyMap<string, IndexedTerm>;
  readonly termsByOldId: ReadonlyMap<string, IndexedTerm>;
  readonly authors: readonly IndexedAuthor[];
  readonly authorsByLogin: ReadonlyMap<string, IndexedAuthor>;
  readonly authorsByOldId: ReadonlyMap<string, IndexedAuthor>;
  readonly menus: readonly IndexedMenu[];
  /** Attachments by address, see `mediaKey`. */
  readonly mediaByKey: ReadonlyMap<string, IndexedItem>;
  /** Attachments by the old id of what they were uploaded to, in the order that galleries show. */
  readonly mediaByParent: ReadonlyMap<string, readonly IndexedItem[]>;
  /** Old paths, as the site had them, of what has a page. */
  readonly targetsByOldPath: Map<string, PathTarget>;
  /** Published documents; null for slugs that several have. */
  readonly itemsBySlug: ReadonlyMap<string, IndexedItem | null>;
  /** Items and terms whose parents lead back to them. */
  readonly belowThemselves: ReadonlySet<IndexedItem | IndexedTerm>;
  /** Source of reusable blocks by old id. */
  readonly reusableBlocks: ReadonlyMap<string, string>;
}

/**
 * - `document`: becomes a document
 * - `media`: an attachment
 * - `menu-item`: an entry of a menu
 * - `left-out`: WordPress's own bookkeeping, or unusable
 */
export type ItemRole = "document" | "media" | "menu-item" | "left-out";

export interface IndexedItem {
  readonly role: ItemRole;
  readonly oldId: string;
  readonly recordId: string;
  readonly type: string;
  readonly status: string;
  readonly slug: string;
  readonly parentOldId: string | null;
  /** Of its old permalink, decoded; null for an address by query. */
  readonly oldPath: string | null;
  readonly place: string;
  /** Its path from now on; of media, null. */
  path: string | null;
  /** Of an attachment. */
  readonly media: IndexedMedia | null;
}

export interface IndexedMedia {
  readonly url: string;
  readonly fileName: string;
  readonly isImage: boolean;
  readonly alt: string;
  readonly caption: string;
  readonly order: number;
}

export interface IndexedTerm {
  readonly termId: string;
  readonly oldId: string;
  readonly taxonomy: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly parentSlug: string;
  readonly place: string;
  /** Where it was when this platform exported it. */
  readonly wanted?: string | null;
  path: string;
}

export interface IndexedAuthor {
  readonly authorId: string;
  readonly login: string;
  readonly slug: string;
  readonly name: string;
  readonly place: string;
  /** Where it was when this platform exported it. */
  readonly wanted?: string | null;
  path: string;
}

export interface IndexedMenu {
  readonly menuId: string;
  readonly slug: string;
  readonly name: string;
  /** Where themes show it, empty for nowhere; undefined where that is to be guessed. */
  readonly location?: string | undefined;
}

export type PathTarget = IndexedItem | IndexedTerm | IndexedAuthor;

export const termKey = (taxonomy: string, slug: string) => `${taxonomy}/${slug}`;
