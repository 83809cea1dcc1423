import type { DocumentPage, ListPage } from "#domain/contracts/page-data.ts";
import { splitPages, type Document } from "#domain/document/index.ts";
import { type BodyWords, renderBody } from "../body/index.ts";
import type { SafeHtml } from "../html.ts";
import { imageScope } from "./image-scope.ts";
import { pagesScope } from "./pagination-scope.ts";
import { authorScope, commentScopes, linkScope, termsScope } from "./record-scopes.ts";

type Scope = Readonly<Record<string, unknown>>;

export interface DocumentScopeOptions {
  readonly isPreview: boolean;
  readonly words: BodyWords;
  /** Stands for the body of a protected document; null when the visitor may see it. */
  readonly passwordForm: SafeHtml | null;
}

/** A document with all that its page shows. */
export function documentScope(page: DocumentPage, options: DocumentScopeOptions): Scope {
  const { document, comments, commentCount } = page;
  const isHidden = options.passwordForm !== null;
  return {
    ...ownScope(document, page.bodyPage, page.media, options),
    ...termsScope(page.terms),
    authors: page.authors.map(authorScope),
    breadcrumbs: page.ancestors.map(linkScope),
    children: page.children.map(linkScope),
    previous: page.previous === null ? null : linkScope(page.previous),
    next: page.next === null ? null : linkScope(page.next),
    comments: isHidden ? [] : commentScopes(comments, page.media, options.words),
    comment_count: commentCount,
  };
}

/** The document at a list's own path. */
export function introductionScope({ document, media }: ListPage, options: DocumentScopeOptions): Scope | null {
  if (document === null) return null;
  return {
    ...ownScope(document, 1, media, options),
    ...termsScope([]),
    authors: [],
    breadcrumbs: [],
    children: [],
    previous: null,
    next: null,
    comments: [],
    comment_count: 0,
  };
}

function ownScope(document: Document, bodyPage: number, media: DocumentPage["media"], options: DocumentScopeOptions) {
  const { passwordForm, isPreview, words } = options;
  const bodies = passwordForm === null ? splitPages(document.body) : [];
  const body = bodies[bodyPage - 1];
  const rendered = body === undefined ? null : renderBody(body, { media, words, showFallbacks: isPreview });
  return {
    id: document.documentId,
    type: document.type,
    title: document.title,
    url: document.path,
    date: document.publishedAt,
    updated: document.updatedAt,
    description: document.description,
    excerpt: passwordForm === null ? document.excerpt : "",
    content: passwordForm ?? textIfEmpty(rendered?.html),
    fields: passwordForm === null ? document.fields : {},
    image: imageScope(document.imageId === null ? null : media[document.imageId]),
    comments_open: document.comments === "open",
    is_sticky: document.sticky,
    is_protected: document.password !== null,
    pages: bodies.length > 1 ? pagesScope({ page: bodyPage, pages: bodies.length, path: document.path }) : null,
    headings: rendered?.headings ?? [],
  };
}

/** Nothing is an empty text, so that `!= blank` and `default` do as templates expect. */
function textIfEmpty(html: SafeHtml | undefined): SafeHtml | "" {
  return html === undefined || html.size === 0 ? "" : html;
}
