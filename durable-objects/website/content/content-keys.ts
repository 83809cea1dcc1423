import type { Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { LeafEntry } from "./node.ts";

/** Under this prefix the values are digests of documents; everywhere else they are document ids. */
export const documentPrefix = "document/";

export function documentKey(documentId: string): string {
  return `${documentPrefix}${documentId}`;
}

/** The document shown at a path. One path, one document. */
export function pathKey(path: string): string {
  return `path/${path}`;
}

/** All documents of a type, by date of publication; scan in reverse for the newest first. */
export function listPrefix(type: Document["type"]): string {
  return `list/${type}/`;
}

/** Dates are brought to one spelling, so that they sort; documents without a date (`-`) come before all others. */
export function listKey({ type, publishedAt, documentId }: ListedDocument): string {
  const date = publishedAt === null ? "-" : new Date(publishedAt).toISOString();
  return `${listPrefix(type)}${date}/${documentId}`;
}
type ListedDocument = Pick<Document, "type" | "publishedAt" | "documentId">;

/**
 * All that a tree holds of a document: a function of the document alone, so that a merge key by key keeps
 * documents whole.
 */
export function entriesOfDocument(
  document: ListedDocument & Pick<Document, "path">,
  digest: Digest,
): readonly LeafEntry[] {
  const { documentId } = document;
  return [
    [documentKey(documentId), digest],
    [pathKey(document.path), documentId],
    [listKey(document), documentId],
  ];
}
