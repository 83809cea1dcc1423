import {
  authorSchema,
  commentSchema,
  menuSchema,
  termSchema,
  type ContentRecord,
  type MenuItem,
} from "#domain/content/index.ts";
import { bodyOf, p } from "./write.ts";

/** Short names for the records beside documents. */
export function category(termId: string, name: string, path: string, description: string): ContentRecord {
  return {
    kind: "term",
    value: termSchema.parse({ termId, taxonomy: "category", slug: termId, path, name, description }),
  };
}

export function tag(termId: string, name: string): ContentRecord {
  return {
    kind: "term",
    value: termSchema.parse({ termId, taxonomy: "tag", slug: termId, path: `/tags/${termId}`, name }),
  };
}

export function author(authorId: string, name: string, biography: string): ContentRecord {
  return {
    kind: "author",
    value: authorSchema.parse({ authorId, slug: authorId, path: `/authors/${authorId}`, name, biography }),
  };
}

export function menu(location: string, ...items: readonly MenuItem[]): ContentRecord {
  return { kind: "menu", value: menuSchema.parse({ menuId: location, name: location, location, items }) };
}

/** An entry that has the document's own title unless it has a label. */
export function toDocument(documentId: string, label = "", children: MenuItem[] = []): MenuItem {
  return { label, target: { kind: "document", documentId }, children };
}

export function toTerm(termId: string, label = "", children: MenuItem[] = []): MenuItem {
  return { label, target: { kind: "term", termId }, children };
}

export function toUrl(label: string, href: string): MenuItem {
  return { label, target: { kind: "url", href }, children: [] };
}

export interface CommentText {
  readonly by: string;
  /** E.g. `2026-09-15T10:20`, in UTC. */
  readonly at: string;
  readonly text: string;
  /** The website's author, when it is one of them. */
  readonly authorId?: string;
  readonly answers?: readonly CommentText[];
}

/** A conversation under a document, as records. */
export function comments(documentId: string, texts: readonly CommentText[], parentId?: string): ContentRecord[] {
  return texts.flatMap(({ by, at, text, authorId, answers = [] }, index) => {
    const commentId = `${parentId ?? documentId}-${index + 1}`;
    const value = commentSchema.parse({
      commentId,
      documentId,
      parentId,
      status: "approved",
      authorName: by,
      authorId,
      createdAt: `${at}:00.000Z`,
      body: bodyOf([p(text)]),
    });
    return [{ kind: "comment", value }, ...comments(documentId, answers, commentId)];
  });
}
