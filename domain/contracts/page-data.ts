import type { Author, Comment, Media, Term } from "#domain/content/index.ts";
import type { Document } from "#domain/document/index.ts";

/** A place on the website that something links to. */
export interface Link {
  readonly path: string;
  readonly title: string;
}

/** An entry of a menu as visitors get it: what it leads to is published. */
export interface MenuLink {
  readonly label: string;
  readonly href: string;
  readonly children: readonly MenuLink[];
}

/** What every page of a release shows around its own content. */
export interface PageFrame {
  /**
   * By location. Without a menu at `primary`, it holds the published pages without parent, in their order
   * (20 at most), each with its children.
   */
  readonly menus: Readonly<Record<string, readonly MenuLink[]>>;
}

/** A document as lists show it. */
export interface ListedDocument {
  readonly documentId: string;
  readonly type: string;
  readonly path: string;
  /** May be empty. */
  readonly title: string;
  /** Plain text: the one written by hand, else the beginning of the body; empty for protected documents. */
  readonly excerpt: string;
  /** Whether the body goes on after the excerpt. */
  readonly hasMore: boolean;
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
  readonly image: Media | null;
  readonly terms: readonly Term[];
  readonly authors: readonly Author[];
  readonly isSticky: boolean;
  readonly isProtected: boolean;
  readonly commentCount: number;
}

export interface Pagination {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** Path of the first page; others are at `<path>/page/<n>`. */
  readonly path: string;
}

/** What a list is a list of. */
export type ListSubject =
  | { readonly kind: "posts" }
  | { readonly kind: "term"; readonly term: Term; readonly ancestors: readonly Link[] }
  | { readonly kind: "author"; readonly author: Author }
  /** All posts of a year, a month (1 to 12) or a day, in the website's time zone. */
  | { readonly kind: "date"; readonly year: number; readonly month: number | null; readonly day: number | null };

/** Media by id: all that the page's documents name. */
export type MediaById = Readonly<Record<string, Media>>;

export interface DocumentPage {
  readonly kind: "document";
  readonly document: Document;
  readonly media: MediaById;
  readonly terms: readonly Term[];
  readonly authors: readonly Author[];
  /** From the front page's child down to the parent. */
  readonly ancestors: readonly Link[];
  readonly children: readonly Link[];
  /** The same in other languages, itself among them; null: the website's language. Absent without any, and where a version before answers. */
  readonly translations?: readonly { readonly locale: string | null; readonly path: string }[];
  /** The posts before and after it in time; null for other types, and at the ends. */
  readonly previous: Link | null;
  readonly next: Link | null;
  /** Approved ones, oldest first; 500 at most. */
  readonly comments: readonly Comment[];
  readonly commentCount: number;
  /** Which page of the document, from 1: bodies are cut at their `pageBreak` nodes. */
  readonly bodyPage: number;
  readonly frame: PageFrame;
}

export interface ListPage {
  readonly kind: "list";
  readonly subject: ListSubject;
  /** The document at the list's own path: a front page's introduction. */
  readonly document: Document | null;
  readonly media: MediaById;
  readonly items: readonly ListedDocument[];
  readonly pagination: Pagination;
  readonly frame: PageFrame;
}

/** A text in pieces: those that were searched for, and those between them. */
export type MarkedText = readonly { readonly text: string; readonly isMatch: boolean }[];

/** A document that was found; `excerpt` is the place in it. */
export interface FoundDocument extends ListedDocument {
  /** Absent where a version before answers. */
  readonly marked?: { readonly title: MarkedText; readonly excerpt: MarkedText };
}

export interface SearchPage {
  readonly kind: "search";
  readonly query: string;
  /** Best first. */
  readonly items: readonly FoundDocument[];
  readonly pagination: Pagination;
  readonly frame: PageFrame;
}

/** What a path of a release shows. */
export type PageData =
  | DocumentPage
  | ListPage
  | SearchPage
  | {
      readonly kind: "redirect";
      readonly location: string;
      readonly permanent: boolean;
      /** Whether there is no end of paths from which it leads. */
      readonly isOneOfMany?: boolean;
    }
  | {
      readonly kind: "not-found";
      /** What is at addresses like the one asked for, the likest first. Absent where a version before answers. */
      readonly suggestions?: readonly Link[];
      readonly frame: PageFrame;
    };

/** What a feed of a list holds: its newest documents whole. */
export interface FeedData {
  readonly subject: ListSubject;
  readonly items: readonly {
    readonly document: Document;
    readonly media: MediaById;
    readonly terms: readonly Term[];
    readonly authors: readonly Author[];
  }[];
}

/** One part of the website's paths for search engines. */
export interface SitemapPart {
  readonly entries: readonly { readonly path: string; readonly updatedAt: string | null }[];
  /** How many parts there are, from 1. */
  readonly parts: number;
}
