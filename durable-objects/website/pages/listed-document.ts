import type { ListedDocument } from "#domain/contracts/index.ts";
import { excerptOf, type Document } from "#domain/document/index.ts";
import { commentsPrefix, under } from "../content/index.ts";
import type { ContentView } from "./content-view.ts";

/** A document as lists show it. @param excerpt what is shown instead of its beginning, such as a place found in it */
export function listedDocument(view: ContentView, document: Document, excerpt?: string): ListedDocument {
  const isProtected = document.password !== null;
  const beginning = excerptOf(document);
  return {
    documentId: document.documentId,
    type: document.type,
    path: document.path,
    title: document.title,
    excerpt: isProtected ? "" : (excerpt ?? beginning.text),
    hasMore: beginning.hasMore,
    publishedAt: document.publishedAt,
    updatedAt: document.updatedAt,
    image: view.media(document.imageId),
    terms: view.termsOf(document),
    authors: view.authorsOf(document),
    isSticky: document.sticky,
    isProtected,
    commentCount: view.size(under(commentsPrefix(document.documentId))),
  };
}
