import type { Author, ContentRecord, Term } from "#domain/content/index.ts";
import type { SiteDocumentFilters, SiteDocumentSort } from "#domain/contracts/index.ts";
import { textOf, type Document } from "#domain/document/index.ts";

/** All ways to read a website, as ids and paths: whoever shows it differently says the same. */
export interface Reading {
  /** What is at a path: `document:a`, `list:t`, a redirect's location after `to:`, or null. */
  at(path: string): string | null;
  sitemap(): readonly string[];
  /** Ids of the list's newest documents; null where there is no feed. */
  feed(path: string): readonly string[] | null;
  /** In no order. */
  search(word: string): readonly string[];
  documents(filters: SiteDocumentFilters, sort: SiteDocumentSort): readonly string[];
}

export type Records = ReadonlyMap<string, ContentRecord>;

/** What records say by themselves, with neither tree nor index: slow, and plain to see. */
export function modelOf(records: Records): Reading {
  const all = [...records.values()];
  const documents = all
    .flatMap((record) => (record.kind === "document" ? [record.value] : []))
    .filter(({ status }) => status === "published");
  const terms = all.flatMap((record) => (record.kind === "term" ? [record.value] : []));
  const authors = all.flatMap((record) => (record.kind === "author" ? [record.value] : []));
  const ofTerm = ({ termId }: Term) => documents.filter(({ termIds }) => termIds.includes(termId));
  const ofAuthor = ({ authorId }: Author) =>
    documents.filter(({ type, authorIds }) => type !== "page" && authorIds.includes(authorId));
  const posts = documents.filter(({ type }) => type === "post");
  return {
    at(path) {
      if (path === "/") return "list:posts";
      const document = documents.find((each) => each.path === path);
      if (document !== undefined) return `document:${document.documentId}`;
      const term = terms.find((each) => each.path === path);
      if (term !== undefined) return `list:${term.termId}`;
      const author = authors.find((each) => each.path === path);
      if (author !== undefined) return `list:${author.authorId}`;
      const redirect = records.get(`redirect:${path}`);
      if (redirect?.kind !== "redirect" || redirect.value.to.kind !== "path") return null;
      return `to:${redirect.value.to.path}`;
    },
    sitemap() {
      const open = documents.filter(({ password, seo }) => password === null && !seo.noindex);
      const front = documents.some(({ path }) => path === "/") ? [] : ["/"];
      return [
        ...front,
        ...open.map(({ path }) => path),
        ...terms.filter((term) => ofTerm(term).length > 0).map(({ path }) => path),
        ...authors.filter((author) => ofAuthor(author).length > 0).map(({ path }) => path),
      ].sort();
    },
    feed(path) {
      const term = terms.find((each) => each.path === path);
      const author = authors.find((each) => each.path === path);
      const listed =
        path === "/" ? posts : term === undefined ? (author === undefined ? null : ofAuthor(author)) : ofTerm(term);
      if (listed === null) return null;
      return inOrder(listed, "-publishedAt")
        .filter(({ password }) => password === null)
        .map(({ documentId }) => documentId);
    },
    search(word) {
      const holds = (text: string) => text.split(/\s+/).includes(word);
      return documents
        .filter(({ password, title, body }) => password === null && (holds(title) || holds(textOf(body))))
        .map(({ documentId }) => documentId)
        .sort();
    },
    documents(filters, sort) {
      return inOrder(
        documents.filter((document) => fits(document, filters)),
        sort,
      ).map(({ documentId }) => documentId);
    },
  };
}

function inOrder(documents: readonly Document[], sort: SiteDocumentSort): readonly Document[] {
  const placeOf = ({ path, publishedAt, documentId }: Document) =>
    sort.endsWith("path") ? path : `${publishedAt === null ? "-" : new Date(publishedAt).toISOString()}/${documentId}`;
  const sorted = documents.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  return sort.startsWith("-") ? sorted.toReversed() : sorted;
}

function fits(
  document: Document,
  { type, term, author, locale, path, publishedFrom, publishedBefore }: SiteDocumentFilters,
) {
  const at = document.publishedAt === null ? NaN : Date.parse(document.publishedAt);
  return (
    (type === undefined || document.type === type) &&
    (term === undefined || document.termIds.includes(term)) &&
    (author === undefined || document.authorIds.includes(author)) &&
    (locale === undefined || document.locale === locale) &&
    (path === undefined || document.path === path) &&
    (publishedFrom === undefined || at >= Date.parse(publishedFrom)) &&
    (publishedBefore === undefined || at < Date.parse(publishedBefore))
  );
}

/** What is asked of a website to hold two readings of it against each other. */
export interface Questions {
  readonly paths: readonly string[];
  readonly words: readonly string[];
  readonly lists: readonly { readonly filters: SiteDocumentFilters; readonly sort: SiteDocumentSort }[];
}

/** Where two readings differ, in words; empty where they say the same. */
export function differences(one: Reading, other: Reading, { paths, words, lists }: Questions): readonly string[] {
  const asked: readonly (readonly [string, (reading: Reading) => unknown])[] = [
    ["the sitemap", (reading) => reading.sitemap()],
    ...paths.map((path) => [`at ${path}`, (reading: Reading) => reading.at(path)] as const),
    ...paths.map((path) => [`the feed at ${path}`, (reading: Reading) => reading.feed(path)] as const),
    ...words.map((word) => [`a search for ${word}`, (reading: Reading) => reading.search(word)] as const),
    ...lists.map(
      ({ filters, sort }) =>
        [
          `documents ${JSON.stringify(filters)} by ${sort}`,
          (reading: Reading) => reading.documents(filters, sort),
        ] as const,
    ),
  ];
  return asked.flatMap(([what, ask]) => {
    const [here, there] = [JSON.stringify(ask(one)), JSON.stringify(ask(other))];
    return here === there ? [] : [`${what}: ${here}, not ${there}`];
  });
}
