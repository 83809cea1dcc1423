import { z } from "zod";
import type { Author, Media, Term } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { Page } from "./website.ts";
import type { ListedDocument, MarkedText, MediaById, MenuLink } from "./page-data.ts";

/** Where a website answers questions about its published content, for whoever shows it elsewhere. */
export const siteContentPrefix = "/_hotswap/content/v1/";

const instant = z.iso.datetime({ offset: true });

/** Which documents are asked for; all that are given have to be so. */
export const siteDocumentFiltersSchema = z.strictObject({
  type: z.string().max(32).optional(),
  /** Id of a term. */
  term: z.string().max(100).optional(),
  /** Id of an author. */
  author: z.string().max(100).optional(),
  /** The document's own; those without one have the website's, and are not asked for by it. */
  locale: z.string().max(40).optional(),
  path: z.string().max(1_024).optional(),
  /** Published at this instant or later; before that one. */
  publishedFrom: instant.optional(),
  publishedBefore: instant.optional(),
});
export type SiteDocumentFilters = z.infer<typeof siteDocumentFiltersSchema>;

export const siteDocumentSorts = ["-publishedAt", "publishedAt", "path", "-path"] as const;
export type SiteDocumentSort = (typeof siteDocumentSorts)[number];

/** What is asked of one release. Lists go on after the place that the page before ended with. */
export type SiteQuestion =
  | {
      readonly of: "documents";
      readonly filters: SiteDocumentFilters;
      readonly sort: SiteDocumentSort;
      readonly limit: number;
      readonly after: string | null;
      readonly withBody: boolean;
    }
  | { readonly of: "document"; readonly documentId: string; readonly withBody: boolean }
  | { readonly of: "terms"; readonly taxonomy: string | null; readonly limit: number; readonly after: string | null }
  | { readonly of: "authors"; readonly limit: number; readonly after: string | null }
  | { readonly of: "menu"; readonly location: string }
  | { readonly of: "media"; readonly mediaId: string }
  | { readonly of: "search"; readonly query: string; readonly limit: number; readonly offset: number }
  | { readonly of: "outline"; readonly withText: boolean };

export interface AskContentInput {
  readonly releaseId: Digest;
  readonly question: SiteQuestion;
}

/** A published document as anybody may read it: of one that asks for a password, what its page shows before. */
export interface SiteDocument extends ListedDocument {
  readonly description: string;
  readonly locale: string | null;
  readonly parentId: string | null;
  readonly order: number;
  readonly seo: Pick<Document["seo"], "title" | "canonical" | "noindex">;
  /** Empty for protected documents. */
  readonly fields: Document["fields"];
  /** Null for protected documents, and where it is not asked for. */
  readonly body: Document["body"] | null;
  /** What the body names. */
  readonly media: MediaById;
}

export interface SiteTerm extends Term {
  readonly documentCount: number;
}
export interface SiteAuthor extends Author {
  /** Without pages, as in archives. */
  readonly documentCount: number;
}
export interface FoundSiteDocument extends ListedDocument {
  readonly marked: { readonly title: MarkedText; readonly excerpt: MarkedText };
}

export interface OutlineEntry {
  readonly path: string;
  readonly title: string;
  /** Plain text; may be empty. */
  readonly description: string;
  /** Empty where it is not asked for, or there was no more room. */
  readonly text: string;
}
/** What a website is about: its pages in their order, and its newest posts, newest first. */
export interface Outline {
  readonly pages: readonly OutlineEntry[];
  readonly posts: readonly OutlineEntry[];
}

export type SiteAnswer =
  | { readonly of: "documents"; readonly page: Page<SiteDocument> }
  | { readonly of: "document"; readonly document: SiteDocument }
  | { readonly of: "terms"; readonly page: Page<SiteTerm> }
  | { readonly of: "authors"; readonly page: Page<SiteAuthor> }
  | { readonly of: "menu"; readonly items: readonly MenuLink[] }
  | { readonly of: "media"; readonly media: Media }
  | {
      readonly of: "search";
      readonly items: readonly FoundSiteDocument[];
      /** A thousand at most. */
      readonly total: number;
    }
  | { readonly of: "outline"; readonly outline: Outline }
  /** There is no such thing in the release, or nobody may read it. */
  | { readonly of: "nothing" };
