import type { DocumentPage, ListPage, PageData, SearchPage } from "#domain/contracts/index.ts";
import type { ContentView } from "./content-view.ts";
import { dateArchive } from "./date-archive.ts";
import { documentPage } from "./document-page.ts";
import { authorList, listPage, postList, termList, type DocumentList } from "./lists.ts";
import { postsPathOf, searchPath, type PageSettings } from "./page-settings.ts";
import { redirectFrom, redirectOfQuery, type PatternsOf } from "./redirects.ts";
import { searchPage, type FindText } from "./search-page.ts";

export interface PageRequest {
  readonly view: ContentView;
  readonly settings: PageSettings;
  readonly path: string;
  readonly query: string;
  readonly findText: FindText;
  readonly patternsOf: PatternsOf;
}

/** A page without the frame around it. */
type Unframed = Omit<DocumentPage, "frame"> | Omit<ListPage, "frame"> | Omit<SearchPage, "frame">;
type Redirected = Extract<PageData, { kind: "redirect" }>;

const furtherPage = /^(.*)\/page\/([1-9]\d{0,6})$/;

/**
 * What a path shows. Whoever is at the path itself comes first, then lists of dates and searches, then further
 * pages (`/page/<n>`) of what is at the path before that, then redirects: from the path itself, then by pattern. Null: nothing is there.
 */
export function readPage(request: PageRequest): Unframed | Redirected | null {
  const { view, path, query } = request;
  if (path === "/" && query !== "") {
    const redirect = redirectOfQuery(view, query);
    if (redirect !== null) return redirect;
  }
  return pageAt(request, path, 1) ?? furtherPageOf(request) ?? redirectFrom(view, path, request.patternsOf);
}

function furtherPageOf(request: PageRequest): Unframed | Redirected | null {
  const named = furtherPage.exec(request.path);
  if (named === null) return null;
  const path = named[1] === "" ? "/" : named[1]!;
  const page = pageAt(request, path, Number(named[2]));
  if (page === null || named[2] !== "1") return page;
  const query = page.kind === "search" ? `?${new URLSearchParams({ q: page.query }).toString()}` : "";
  return { kind: "redirect", location: encodeURI(path) + query, permanent: true };
}

/** @param page from 1; null when the path has fewer */
function pageAt(request: PageRequest, path: string, page: number): Unframed | null {
  const { view, settings } = request;
  if (path === postsPathOf(view, settings)) return pageOf(request, postList(path, view.documentAt(path)), page);
  const asked = new URLSearchParams(request.query).get("q");
  if (path === searchPath && asked !== null) return searchPage(request, asked, page);
  const holder = view.holderAt(path);
  switch (holder?.kind) {
    case "document":
      return documentPage(view, view.published(holder.id)!, page);
    case "term":
      return pageOf(request, termList(view, holder.id), page);
    case "author":
      return pageOf(request, authorList(view, holder.id), page);
    default: {
      if (path === searchPath) return searchPage(request, "", page);
      const archive = dateArchive(path, settings.timeZone);
      return archive === null || view.size(archive.range) === 0 ? null : pageOf(request, archive, page);
    }
  }
}

function pageOf({ view, settings }: PageRequest, list: DocumentList | null, page: number): Unframed | null {
  return list === null ? null : listPage(view, list, page, settings.postsPerPage);
}
