import { recordKinds, type RecordKind, type RecordRef } from "#domain/content/index.ts";
import type { KeyRange } from "./key-range.ts";

/** Under `<kind>/` the values are digests of records. Under other prefixes they are ids or dates, but for patterns of redirects. */
export function recordPrefix(kind: RecordKind): string {
  return `${kind}/`;
}

export function recordKey({ kind, id }: RecordRef): string {
  return `${recordPrefix(kind)}${id}`;
}

/** Whether the value of this key is the digest of a record. */
export function isRecordKey(key: string): boolean {
  return recordPrefixes.has(key.slice(0, key.indexOf("/") + 1));
}
const recordPrefixes: ReadonlySet<string> = new Set(recordKinds.map(recordPrefix));

/** The published document, the term or the author shown at a path, as `<kind>:<id>`. One path, one holder. */
export const pathPrefix = "path/";
export function pathKey(path: string): string {
  return `${pathPrefix}${path}`;
}

export function holderOf({ kind, id }: RecordRef): string {
  return `${kind}:${id}`;
}
export function refOfHolder(holder: string): RecordRef {
  const [kind, id] = holder.split(":") as [RecordKind, string];
  return { kind, id };
}

/** Ids of documents that are not published, by status and id. */
export function statusPrefix(status: string): string {
  return `status/${status}/`;
}

/** Lists of published documents, the oldest first. */
export const typesPrefix = "list/type/";
export function typePrefix(type: string): string {
  return `${typesPrefix}${type}/`;
}
export function termPrefix(termId: string): string {
  return `list/term/${termId}/`;
}
export function authorPrefix(authorId: string): string {
  return `list/author/${authorId}/`;
}
export const stickyPrefix = "list/sticky/";

/** Published children of a document in their order; of none, the pages at the top. */
export function childrenPrefix(parentId: string | null): string {
  return `list/parent/${parentId ?? ""}/`;
}

/** Published translations of a document. */
export function translationsPrefix(documentId: string): string {
  return `list/translation/${documentId}/`;
}

/** Approved comments of a document, the oldest first. */
export function commentsPrefix(documentId: string): string {
  return `list/comments/${documentId}/`;
}

export const menusPrefix = "list/menu/";
export function menuPrefix(location: string): string {
  return `${menusPrefix}${location}/`;
}

/** Redirects with a pattern, whose digests are the values: a website has many paths that none of them matches. */
export const redirectPatternsPrefix = "list/redirect-pattern/";
export function redirectPatternKey(from: string): string {
  return `${redirectPatternsPrefix}${from}`;
}

export function taxonomyPrefix(taxonomy: string): string {
  return `list/taxonomy/${taxonomy}/`;
}

/** Paths for search engines, to when the document there was changed last (empty when that is not known). */
export const sitemapPrefix = "list/sitemap/";

/** Dates are brought to one spelling, so that they sort; what has none (`-`) comes before all others. */
export function dateKey(date: string | null): string {
  return date === null ? "-" : new Date(date).toISOString();
}

/** Capitals beside small letters. ASCII alone: what other letters fold to depends on the runtime's Unicode. */
export function titleKey(title: string): string {
  return title.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The keys that begin with a prefix ending in `/`. */
export function under(prefix: string): KeyRange {
  return { from: prefix, to: `${prefix.slice(0, -1)}0` };
}

/** The documents of a dated list that were published from one instant (ISO 8601 in UTC) up to another. */
export function between(prefix: string, from: string, to: string): KeyRange {
  return { from: prefix + from, to: prefix + to };
}
