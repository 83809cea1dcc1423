import type { ContentRecord } from "#domain/content/index.ts";
import type { DocumentInput } from "#domain/document/index.ts";
import { recordOf } from "./site.ts";

export function paragraphs(...texts: string[]) {
  const content = texts.map((text) => ({ type: "paragraph" as const, content: [{ type: "text" as const, text }] }));
  return { type: "doc" as const, content };
}

export function documentRecord(documentId: string, given: Partial<DocumentInput> = {}): ContentRecord {
  const path = `/${documentId}`;
  return recordOf("document", { documentId, type: "post", path, title: documentId, body: paragraphs(), ...given });
}

export function termRecord(termId: string, given: object = {}): ContentRecord {
  const path = `/category/${termId}`;
  return recordOf("term", { termId, taxonomy: "category", slug: termId, path, name: termId, ...given });
}

export function authorRecord(authorId: string): ContentRecord {
  return recordOf("author", { authorId, slug: authorId, path: `/author/${authorId}`, name: authorId });
}

export function commentRecord(commentId: string, documentId: string, given: object = {}): ContentRecord {
  const createdAt = "2024-05-01T10:00:00Z";
  const value = { commentId, documentId, status: "approved", authorName: "A", createdAt, body: paragraphs("hello") };
  return recordOf("comment", { ...value, ...given });
}

export const password = { salt: "0".repeat(32), hash: "0".repeat(64) };

/** Posts `p1` to `p<count>`, each a day after the one before. */
export function datedPosts(count: number, given: Partial<DocumentInput> = {}): ContentRecord[] {
  return Array.from({ length: count }, (_, index) =>
    documentRecord(`p${index + 1}`, {
      publishedAt: new Date(Date.UTC(2024, 0, index + 1, 12)).toISOString(),
      ...given,
    }),
  );
}
