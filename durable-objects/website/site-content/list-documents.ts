import type { SiteDocumentFilters, SiteDocumentSort, Page } from "#domain/contracts/index.ts";
import type { Document } from "#domain/document/index.ts";
import {
  authorPrefix,
  between,
  dateKey,
  pathPrefix,
  refOfHolder,
  termPrefix,
  typePrefix,
  typesPrefix,
  under,
  type KeyRange,
} from "../content/index.ts";
import type { ContentView } from "../pages/index.ts";
import { ReadingBudget } from "./reading-budget.ts";

/** So many documents are looked at for one page, however few of them are asked for: a page may be short, and go on. */
const lookedAtMax = 200;
/** A website has a few types; of more the first are listed. */
const typesMax = 50;
const chunk = 100;

export interface DocumentList {
  readonly filters: SiteDocumentFilters;
  readonly sort: SiteDocumentSort;
  readonly limit: number;
  /** What a page before gave as its cursor: a place in the order, which stays one in other releases. */
  readonly after: string | null;
}

/** An entry of a list: where it stands in the order, and whose it is. */
interface Place {
  readonly place: string;
  readonly documentId: string;
}

/** Published documents in an order that the tree has, by whichever of its lists holds the fewest. */
export function listDocuments(view: ContentView, list: DocumentList): Page<Document> {
  const { filters, limit } = list;
  const items: Document[] = [];
  const budget = new ReadingBudget(view);
  let lookedAt = 0;
  let last: string | null = null;
  for (const { place, documentId } of placesOf(view, list)) {
    const isFull = items.length >= limit || lookedAt >= lookedAtMax;
    if (isFull || !budget.take(documentId)) return { items, cursor: last };
    lookedAt += 1;
    last = place;
    const document = view.published(documentId);
    if (document !== null && isAskedFor(document, filters)) items.push(document);
  }
  return { items, cursor: null };
}

function isAskedFor(document: Document, filters: SiteDocumentFilters): boolean {
  const { type, term, author, locale, path, publishedFrom, publishedBefore } = filters;
  const published = document.publishedAt === null ? null : Date.parse(document.publishedAt);
  return (
    (type === undefined || document.type === type) &&
    (term === undefined || document.termIds.includes(term)) &&
    (author === undefined || document.authorIds.includes(author)) &&
    (locale === undefined || document.locale?.toLowerCase() === locale.toLowerCase()) &&
    (path === undefined || document.path === path) &&
    (publishedFrom === undefined || (published !== null && published >= Date.parse(publishedFrom))) &&
    (publishedBefore === undefined || (published !== null && published < Date.parse(publishedBefore)))
  );
}

function placesOf(view: ContentView, { filters, sort, after }: DocumentList): Iterable<Place> {
  const reverse = sort.startsWith("-");
  if (filters.path !== undefined) return placeAt(view, filters.path, after);
  if (sort === "path" || sort === "-path") return placesByPath(view, after, reverse);
  const from = filters.publishedFrom === undefined ? undefined : dateKey(filters.publishedFrom);
  const to = filters.publishedBefore === undefined ? undefined : dateKey(filters.publishedBefore);
  const lists = prefixesOf(view, filters).map((prefix) =>
    // What has no date stands before all that has one, and belongs to no span of time.
    placesIn(view, prefix, { from: from ?? (to === undefined ? undefined : "0"), to, after, reverse }),
  );
  return merged(lists, reverse);
}

/** The lists that hold all that the filters ask for: pages are in no author's list. */
function prefixesOf(view: ContentView, { type, term, author }: SiteDocumentFilters): readonly string[] {
  const own = type === undefined ? [] : [[typePrefix(type)]];
  if (term !== undefined) own.push([termPrefix(term)]);
  if (author !== undefined && type !== "page") {
    own.push(type === undefined ? [authorPrefix(author), typePrefix("page")] : [authorPrefix(author)]);
  }
  const sizeOf = (prefixes: readonly string[]) => prefixes.reduce((sum, prefix) => sum + view.size(under(prefix)), 0);
  const [smallest] = own.toSorted((one, other) => sizeOf(one) - sizeOf(other));
  return smallest ?? typesOf(view).map(typePrefix);
}

/** The types that documents have, found by going from the first of one to the first of the next. */
function typesOf(view: ContentView): readonly string[] {
  const types: string[] = [];
  let range: KeyRange = under(typesPrefix);
  while (types.length < typesMax) {
    const [first] = view.entries(range, { limit: 1 });
    if (first === undefined) break;
    const type = first[0].slice(typesPrefix.length, first[0].indexOf("/", typesPrefix.length));
    types.push(type);
    range = { from: under(typePrefix(type)).to, to: range.to };
  }
  return types;
}

interface Bounds {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly after: string | null;
  readonly reverse: boolean;
}

function* placesIn(view: ContentView, prefix: string, { from, to, after, reverse }: Bounds): Generator<Place> {
  const whole = under(prefix);
  const first = from === undefined ? whole.from : between(prefix, from, "").from;
  const end = to === undefined ? whole.to : between(prefix, "", to).to;
  const range =
    after === null
      ? { from: first, to: end }
      : reverse
        ? { from: first, to: least(end, prefix + after) }
        : { from: greatest(first, `${prefix}${after}\u0000`), to: end };
  for (let offset = 0; ; offset += chunk) {
    const entries = view.entries(range, { offset, limit: chunk, reverse });
    for (const [key, documentId] of entries) yield { place: key.slice(prefix.length), documentId };
    if (entries.length < chunk) return;
  }
}

function* placesByPath(view: ContentView, after: string | null, reverse: boolean): Generator<Place> {
  for (const { place, documentId: holder } of placesIn(view, pathPrefix, {
    from: undefined,
    to: undefined,
    after,
    reverse,
  })) {
    const { kind, id } = refOfHolder(holder);
    if (kind === "document") yield { place, documentId: id };
  }
}

function* placeAt(view: ContentView, path: string, after: string | null): Generator<Place> {
  const document = after === null ? view.documentAt(path) : null;
  if (document !== null) yield { place: path, documentId: document.documentId };
}

/** Sorted lists as one. A document is in one list of a kind, and twice only where lists overlap. */
function* merged(lists: readonly Generator<Place>[], reverse: boolean): Generator<Place> {
  const heads = lists.map((list) => ({ list, head: list.next().value as Place | undefined }));
  let last: string | null = null;
  for (;;) {
    let next: (typeof heads)[number] | null = null;
    for (const each of heads) {
      if (each.head === undefined) continue;
      const isNext =
        next === null || (reverse ? each.head.place > next.head!.place : each.head.place < next.head!.place);
      if (isNext) next = each;
    }
    if (next === null) return;
    const place = next.head!;
    next.head = next.list.next().value as Place | undefined;
    if (place.place !== last) yield place;
    last = place.place;
  }
}

const least = (one: string, other: string): string => (one < other ? one : other);
const greatest = (one: string, other: string): string => (one > other ? one : other);
