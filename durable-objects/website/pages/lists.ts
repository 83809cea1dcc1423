import type { ListPage, ListSubject } from "#domain/contracts/index.ts";
import type { Document } from "#domain/document/index.ts";
import { mediaIdsOf } from "#domain/document/index.ts";
import { authorPrefix, stickyPrefix, termPrefix, typePrefix, under, type KeyRange } from "../content/index.ts";
import { termAncestors } from "./ancestors.ts";
import type { ContentView } from "./content-view.ts";
import { listedDocument } from "./listed-document.ts";

/** A list of documents: what it is a list of, and where in the tree it stands. */
export interface DocumentList {
  readonly subject: ListSubject;
  /** A dated list, the oldest first. */
  readonly range: KeyRange;
  /** Path of its first page. */
  readonly path: string;
  /** The document at its path. */
  readonly document: Document | null;
}

export function postList(path: string, document: Document | null): DocumentList {
  return { subject: { kind: "posts" }, range: under(typePrefix("post")), path, document };
}

export function termList(view: ContentView, termId: string): DocumentList | null {
  const term = view.find("term", termId);
  if (term === null) return null;
  const subject: ListSubject = { kind: "term", term, ancestors: termAncestors(view, term) };
  return { subject, range: under(termPrefix(termId)), path: term.path, document: null };
}

export function authorList(view: ContentView, authorId: string): DocumentList | null {
  const author = view.find("author", authorId);
  if (author === null) return null;
  return {
    subject: { kind: "author", author },
    range: under(authorPrefix(authorId)),
    path: author.path,
    document: null,
  };
}

/** One page of a list, newest first; null beyond the last. @param perPage how many documents it shows */
export function listPage(
  view: ContentView,
  { subject, range, path, document }: DocumentList,
  page: number,
  perPage: number,
): Omit<ListPage, "frame"> | null {
  const total = view.size(range);
  const pages = Math.max(1, Math.ceil(total / perPage));
  if (page > pages) return null;
  const here = view.slice(range, { offset: (page - 1) * perPage, limit: perPage, reverse: true });
  const first = subject.kind === "posts" && page === 1 ? stickyPosts(view, perPage) : [];
  const introduction = page === 1 ? document : null;
  return {
    kind: "list",
    subject,
    document: introduction,
    media: view.mediaById(introduction === null ? [] : mediaIdsOf(introduction)),
    items: [...new Set([...first, ...here])].map((id) => listedDocument(view, view.published(id)!)),
    pagination: { page, pages, total, path },
  };
}

/** Put before the newest; each also stays where its date puts it, on later pages. */
function stickyPosts(view: ContentView, limit: number): readonly string[] {
  return view.slice(under(stickyPrefix), { limit, reverse: true });
}
