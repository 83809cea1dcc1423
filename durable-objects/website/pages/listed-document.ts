import type { ListedDocument } from "#domain/contracts/index.ts";
import { plainTextOf, type BlockNode, type Document } from "#domain/document/index.ts";
import { commentsPrefix, under } from "../content/index.ts";
import type { ContentView } from "./content-view.ts";

/** How much of a body is its beginning, in characters: to the last whole word, and to a `readMore` mark. */
const excerptLengthMax = 320;
const markedLengthMax = 2_000;

/** A document as lists show it. @param excerpt what is shown instead of its beginning, such as a place found in it */
export function listedDocument(view: ContentView, document: Document, excerpt?: string): ListedDocument {
  const isProtected = document.password !== null;
  const beginning = isProtected ? { excerpt: "", hasMore: true } : beginningOf(document);
  return {
    documentId: document.documentId,
    type: document.type,
    path: document.path,
    title: document.title,
    excerpt: isProtected ? "" : (excerpt ?? beginning.excerpt),
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

interface Beginning {
  readonly excerpt: string;
  /** Whether the body goes on after it. */
  readonly hasMore: boolean;
}

/** The excerpt written by hand, else what comes before the `readMore` mark, else the first words. */
function beginningOf({ excerpt, body }: Document): Beginning {
  const mark = body.content.findIndex(({ type }) => type === "readMore");
  if (excerpt !== "") return { excerpt, hasMore: textOf(body.content) !== "" };
  if (mark < 0) return cut(textOf(body.content), excerptLengthMax);
  return { excerpt: cut(textOf(body.content.slice(0, mark)), markedLengthMax).excerpt, hasMore: true };
}

function textOf(content: BlockNode[]): string {
  return plainTextOf({ type: "doc", content }).replace(/\s+/g, " ").trim();
}

function cut(text: string, lengthMax: number): Beginning {
  if (text.length <= lengthMax) return { excerpt: text, hasMore: false };
  const head = text
    .slice(0, lengthMax)
    .toWellFormed()
    .replace(/\ufffd$/, "");
  const words = head.slice(0, head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : head.length);
  return { excerpt: `${words}…`, hasMore: true };
}
