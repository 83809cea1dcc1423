import type { Comment } from "#domain/content/index.ts";
import type { DocumentPage, Link } from "#domain/contracts/index.ts";
import { mediaIdsOf, mediaIdsOfBody, splitPages, type Document } from "#domain/document/index.ts";
import { childrenPrefix, commentsPrefix, dateKey, translationsPrefix, typePrefix, under } from "../content/index.ts";
import { documentAncestors } from "./ancestors.ts";
import { linkTo, type ContentView } from "./content-view.ts";

const commentsMax = 500;
const childrenMax = 100;
const translationsMax = 100;

/** A document with all that is shown beside it; null beyond its last page. @param bodyPage from 1 */
export function documentPage(
  view: ContentView,
  document: Document,
  bodyPage: number,
): Omit<DocumentPage, "frame"> | null {
  if (bodyPage > splitPages(document.body).length) return null;
  const { documentId } = document;
  const discussion = under(commentsPrefix(documentId));
  const comments = commentsOf(view, documentId);
  return {
    kind: "document",
    document,
    media: view.mediaById([...mediaIdsOf(document), ...comments.flatMap(({ body }) => [...mediaIdsOfBody(body)])]),
    terms: view.termsOf(document),
    authors: view.authorsOf(document),
    ancestors: documentAncestors(view, document),
    children: childLinks(view, documentId, childrenMax),
    ...translationsOf(view, document),
    ...neighboursOf(view, document),
    comments,
    commentCount: view.size(discussion),
    bodyPage,
  };
}

/** The published children of a document, or the pages at the top (null), in their order. */
export function childLinks(view: ContentView, parentId: string | null, limit: number): readonly Link[] {
  return childrenOf(view, parentId, limit).map(linkTo);
}

export function childrenOf(view: ContentView, parentId: string | null, limit: number): readonly Document[] {
  return view
    .slice(under(childrenPrefix(parentId)), { limit })
    .map((id) => view.published(id))
    .filter((child) => child !== null && child.documentId !== parentId) as readonly Document[];
}

function commentsOf(view: ContentView, documentId: string): readonly Comment[] {
  return view
    .slice(under(commentsPrefix(documentId)), { limit: commentsMax })
    .map((id) => view.find("comment", id))
    .filter((comment) => comment !== null);
}

/** A document, and what says the same in other languages: nothing where nothing does. */
function translationsOf(view: ContentView, document: Document): Pick<DocumentPage, "translations"> {
  const originalId = document.translationOf ?? document.documentId;
  const ids = view.slice(under(translationsPrefix(originalId)), { limit: translationsMax });
  if (ids.length === 0) return {};
  const all = [originalId, ...ids].map((id) => view.published(id)).filter((each) => each !== null);
  return { translations: all.map(({ locale, path }) => ({ locale, path })) };
}

/** The posts before and after a post in time. */
function neighboursOf(view: ContentView, document: Document): Pick<DocumentPage, "previous" | "next"> {
  if (document.type !== "post") return { previous: null, next: null };
  const range = under(typePrefix("post"));
  const key = `${range.from}${dateKey(document.publishedAt)}/${document.documentId}`;
  const position = view.rank(key) - view.rank(range.from);
  const linkAt = (offset: number): Link | null => {
    if (offset < 0) return null;
    const [id] = view.slice(range, { offset, limit: 1 });
    const post = id === undefined ? null : view.published(id);
    return post === null ? null : linkTo(post);
  };
  return { previous: linkAt(position - 1), next: linkAt(position + 1) };
}
