import type { Term } from "#domain/content/index.ts";
import type { Link } from "#domain/contracts/index.ts";
import type { Document } from "#domain/document/index.ts";
import { linkTo, type ContentView } from "./content-view.ts";

/** Content may hold documents that are their own ancestors: nobody is listed twice, and no chain is longer. */
const ancestorsMax = 20;

/** The published documents above this one, the highest first; the front page is above all and left out. */
export function documentAncestors(view: ContentView, document: Document): readonly Link[] {
  const above = chain(
    document,
    ({ parentId }) => view.published(parentId),
    ({ documentId }) => documentId,
  );
  return above.filter(({ path }) => path !== "/").map(linkTo);
}

export function termAncestors(view: ContentView, term: Term): readonly Link[] {
  const above = chain(
    term,
    ({ parentId }) => (parentId === null ? null : view.find("term", parentId)),
    ({ termId }) => termId,
  );
  return above.map(({ path, name }) => ({ path, title: name }));
}

function chain<Item>(
  start: Item,
  parentOf: (item: Item) => Item | null,
  idOf: (item: Item) => string,
): readonly Item[] {
  const seen = new Set([idOf(start)]);
  const above: Item[] = [];
  for (let item = parentOf(start); item !== null && !seen.has(idOf(item)); item = parentOf(item)) {
    if (above.length >= ancestorsMax) break;
    seen.add(idOf(item));
    above.unshift(item);
  }
  return above;
}
