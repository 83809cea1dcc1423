import type { SearchPage } from "#domain/contracts/index.ts";
import { plainText, type MatchedText } from "../content/index.ts";
import type { ContentView } from "./content-view.ts";
import { listedDocument } from "./listed-document.ts";
import { searchPath, type PageSettings } from "./page-settings.ts";

/** Finds words in the published documents of a content root, best first. */
export type FindText = (
  view: ContentView,
  query: string,
  page: {
    readonly offset: number;
    readonly limit: number;
    /** BCP 47: of the words that are asked for. */
    readonly language: string;
  },
) => { readonly found: readonly MatchedText[]; readonly total: number };

/** Longer queries are cut: nobody means them. */
const queryLengthMax = 200;

/** One page of what was found; null beyond the last. A query without words finds nothing. */
export function searchPage(
  { view, settings, findText }: { view: ContentView; settings: PageSettings; findText: FindText },
  asked: string,
  page: number,
): Omit<SearchPage, "frame"> | null {
  const query = asked.slice(0, queryLengthMax).toWellFormed().replace(/\s+/g, " ").trim();
  const { postsPerPage: limit, language } = settings;
  const { found, total } = findText(view, query, { offset: (page - 1) * limit, limit, language });
  const pages = Math.max(1, Math.ceil(total / limit));
  if (page > pages) return null;
  return {
    kind: "search",
    query,
    items: found.map(({ documentId, ...marked }) => ({
      ...listedDocument(view, view.published(documentId)!, plainText(marked.excerpt)),
      marked,
    })),
    pagination: { page, pages, total, path: searchPath },
  };
}
