import {
  recordIdOf,
  type Author,
  type Comment,
  type ContentRecord,
  type Menu,
  type Term,
} from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import {
  authorPrefix,
  childrenPrefix,
  commentsPrefix,
  dateKey,
  holderOf,
  menuPrefix,
  pathKey,
  recordKey,
  redirectPatternKey,
  sitemapPrefix,
  statusPrefix,
  stickyPrefix,
  taxonomyPrefix,
  termPrefix,
  titleKey,
  translationsPrefix,
  typePrefix,
} from "./content-keys.ts";
import type { LeafEntry } from "./node.ts";

/**
 * All that a tree holds of a record: a function of the record alone, so that a merge key by key keeps records
 * whole.
 */
export function entriesOfRecord(record: ContentRecord, digest: Digest): readonly LeafEntry[] {
  return [[recordKey({ kind: record.kind, id: recordIdOf(record) }), digest], ...indexEntriesOf(record, digest)];
}

/** The path that the record is shown at; null for records without one. */
export function pathOfRecord(record: ContentRecord): string | null {
  switch (record.kind) {
    case "document":
      return record.value.status === "published" ? record.value.path : null;
    case "term":
    case "author":
      return record.value.path;
    default:
      return null;
  }
}

function indexEntriesOf(record: ContentRecord, digest: Digest): readonly LeafEntry[] {
  switch (record.kind) {
    case "document":
      return record.value.status === "published"
        ? entriesOfPublished(record.value)
        : [[`${statusPrefix(record.value.status)}${record.value.documentId}`, record.value.documentId]];
    case "term":
      return entriesOfTerm(record.value);
    case "author":
      return entriesOfAuthor(record.value);
    case "comment":
      return entriesOfComment(record.value);
    case "menu":
      return entriesOfMenu(record.value);
    case "redirect":
      return record.value.match === "pattern" ? [[redirectPatternKey(record.value.from), digest]] : [];
    case "media":
    case "type":
      return [];
  }
}

function entriesOfPublished(document: Document): readonly LeafEntry[] {
  const { documentId, type, path, title, termIds, authorIds, parentId, order } = document;
  const dated = `${dateKey(document.publishedAt)}/${documentId}`;
  const ordered = `${String(order).padStart(6, "0")}/${titleKey(title)}/${documentId}`;
  const entries: LeafEntry[] = [
    [pathKey(path), holderOf({ kind: "document", id: documentId })],
    [`${typePrefix(type)}${dated}`, documentId],
  ];
  for (const termId of new Set(termIds)) entries.push([`${termPrefix(termId)}${dated}`, documentId]);
  if (type !== "page") {
    for (const authorId of new Set(authorIds)) entries.push([`${authorPrefix(authorId)}${dated}`, documentId]);
  }
  if (parentId !== null || type === "page") entries.push([`${childrenPrefix(parentId)}${ordered}`, documentId]);
  const { translationOf } = document;
  if (translationOf) entries.push([`${translationsPrefix(translationOf)}${documentId}`, documentId]);
  if (document.sticky && type === "post") entries.push([`${stickyPrefix}${dated}`, documentId]);
  if (document.password === null && !document.seo.noindex) {
    const changedAt = document.updatedAt ?? document.publishedAt;
    entries.push([`${sitemapPrefix}${path}`, changedAt === null ? "" : dateKey(changedAt)]);
  }
  return entries;
}

function entriesOfTerm({ termId, taxonomy, path, name }: Term): readonly LeafEntry[] {
  return [
    [pathKey(path), holderOf({ kind: "term", id: termId })],
    [`${taxonomyPrefix(taxonomy)}${titleKey(name)}/${termId}`, termId],
  ];
}

function entriesOfAuthor({ authorId, path }: Author): readonly LeafEntry[] {
  return [[pathKey(path), holderOf({ kind: "author", id: authorId })]];
}

function entriesOfComment({ commentId, documentId, status, createdAt }: Comment): readonly LeafEntry[] {
  if (status !== "approved") return [];
  return [[`${commentsPrefix(documentId)}${dateKey(createdAt)}/${commentId}`, commentId]];
}

function entriesOfMenu({ menuId, location }: Menu): readonly LeafEntry[] {
  return location === null ? [] : [[`${menuPrefix(location)}${menuId}`, menuId]];
}
