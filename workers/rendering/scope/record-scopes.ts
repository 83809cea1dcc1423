import type { Author, Comment, Term } from "#domain/content/index.ts";
import type { FoundDocument, Link, ListedDocument, MarkedText, MediaById } from "#domain/contracts/page-data.ts";
import { type BodyWords, renderBody } from "../body/index.ts";
import { escapeHtml, SafeHtml } from "../html.ts";
import { imageScope } from "./image-scope.ts";

type Scope = Readonly<Record<string, unknown>>;

export const linkScope = ({ path, title }: Link): Scope => ({ url: path, title });

function termScope({ name, path, taxonomy, description }: Term): Scope {
  return { name, url: path, taxonomy, description };
}

export function authorScope({ name, path, biography, url }: Author): Scope {
  return { name, url: path, biography, website: url };
}

/** All terms of a document, and those that every theme knows by themselves. */
export function termsScope(terms: readonly Term[]): Scope {
  const scopes = terms.map(termScope);
  return {
    terms: scopes,
    categories: scopes.filter(({ taxonomy }) => taxonomy === "category"),
    tags: scopes.filter(({ taxonomy }) => taxonomy === "tag"),
  };
}

/** A document as lists show it. */
export function summaryScope(item: ListedDocument): Scope {
  return {
    id: item.documentId,
    type: item.type,
    title: item.title,
    url: item.path,
    date: item.publishedAt,
    updated: item.updatedAt,
    excerpt: item.excerpt,
    has_more: item.hasMore,
    image: imageScope(item.image),
    ...termsScope(item.terms),
    authors: item.authors.map(authorScope),
    is_sticky: item.isSticky,
    is_protected: item.isProtected,
    comment_count: item.commentCount,
  };
}

/** A document that was found: what was searched for stands in `<mark>`. */
export function foundScope(item: FoundDocument): Scope {
  const { title, excerpt } = item.marked ?? {};
  return {
    ...summaryScope(item),
    title_html: markedHtml(title, item.title),
    excerpt_html: markedHtml(excerpt, item.excerpt),
  };
}

function markedHtml(parts: MarkedText | undefined, plain: string): SafeHtml | "" {
  const html = (parts ?? [{ text: plain, isMatch: false }])
    .map(({ text, isMatch }) => (isMatch ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)))
    .join("");
  return html === "" ? "" : new SafeHtml(html);
}

/** Replies lie within one another this deep; deeper ones stand at the last depth. */
const replyDepthMax = 10;

interface CommentScope extends Scope {
  readonly depth: number;
  readonly replies: CommentScope[];
}

/**
 * Comments as a tree, oldest first. A reply to a comment that is not there, or that would answer itself by
 * however many others, stands at the top.
 */
export function commentScopes(comments: readonly Comment[], media: MediaById, words: BodyWords): readonly Scope[] {
  const scopes = new Map<string, CommentScope>();
  const top: CommentScope[] = [];
  const contentOf = ({ commentId, body }: Comment) =>
    renderBody(body, { media, words, idPrefix: `comment-${commentId}-`, headingLevelMin: 3 }).html;
  for (const comment of comments) {
    // Oldest first, so a comment's parent is there before it, or it has none that could be shown above it.
    const parent = comment.parentId === null ? undefined : scopes.get(comment.parentId);
    const depth = parent === undefined ? 0 : Math.min(replyDepthMax, parent.depth + 1);
    const scope = commentScope(comment, depth, contentOf(comment));
    scopes.set(comment.commentId, scope);
    if (parent === undefined) top.push(scope);
    else parent.replies.push(scope);
  }
  return top;
}

function commentScope(comment: Comment, depth: number, content: SafeHtml): CommentScope {
  return {
    id: comment.commentId,
    author: { name: comment.authorName, url: comment.authorUrl, is_author: comment.authorId !== null },
    date: comment.createdAt,
    content,
    type: comment.type,
    depth,
    replies: [],
  };
}
