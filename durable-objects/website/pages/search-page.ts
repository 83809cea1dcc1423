import type { SearchPage } from "#domain/contracts/index.ts";
import type { ContentView } from "./content-view.ts";
import { listedDocument } from "./listed-document.ts";
import { searchPath, type PageSettings } from "./page-settings.ts";

/** A document that was found, and the place in it, as plain text. */
export interface Found {
  readonly documentId: string;
  readonly excerpt: string;
}

/** Finds words in the published documents of a content root, best first. */
export type FindText = (
  view: ContentView,
  query: string,
  page: { readonly offset: number; readonly limit: number },
) => { readonly found: readonly Found[]; readonly total: number };

/** Longer queries are cut: nobody means them. */
const queryLengthMax = 200;

/** One page of what was found; null beyond the last. A query without words finds nothing. */
export function searchPage(
  { view, settings, findText }: { view: ContentView; settings: PageSettings; findText: FindText },
  asked: string,
  page: number,
): Omit<SearchPage, "frame"> | null {
  const query = asked.slice(0, queryLengthMax).toWellFormed().replace(/\s+/g, " ").trim();
  const { postsPerPage: limit } = settings;
  const { found, total } = findText(view, query, { offset: (page - 1) * limit, limit });
  const pages = Math.max(1, Math.ceil(total / limit));
  if (page > pages) return null;
  return {
    kind: "search",
    query,
    items: found.map(({ documentId, excerpt }) => listedDocument(view, view.published(documentId)!, excerpt)),
    pagination: { page, pages, total, path: searchPath },
  };
}
