import { normalPath } from "./paths.ts";
import { documentTypeOf } from "./item-types.ts";
import { cut } from "./text.ts";
import { termKey, type IndexedItem, type IndexedTerm, type PathTarget, type SiteIndex } from "./site-index.ts";

export interface PathClaim {
  readonly kind: "document" | "term" | "author";
  readonly id: string;
  readonly place: string;
  readonly target: PathTarget;
  /** The path that it would like to have. */
  readonly wanted: string;
}

/** Who wants which path; those that visitors can see come first. */
export function pathClaims(index: SiteIndex): PathClaim[] {
  const documents = index.items.filter((item) => item.role === "document");
  const isSeen = (item: IndexedItem) => item.status === "publish";
  return [
    ...documents.filter(isSeen).map((item) => claimOfItem(index, item)),
    ...index.terms.map((term) => claimOfTerm(index, term)),
    ...index.authors.map((author): PathClaim => ({
      kind: "author",
      id: author.authorId,
      place: author.place,
      target: author,
      wanted: author.wanted ?? below(index, `author/${author.slug}`),
    })),
    ...documents.filter((item) => !isSeen(item)).map((item) => claimOfItem(index, item)),
  ];
}

function claimOfItem(index: SiteIndex, item: IndexedItem): PathClaim {
  const wanted = item.oldPath ?? plainPath(index, item);
  return { kind: "document", id: item.recordId, place: item.place, target: item, wanted };
}

/** For addresses by query: pages below their parents, posts at the top, other types in a folder of their own. */
function plainPath(index: SiteIndex, item: IndexedItem): string {
  const own = (of: IndexedItem) => of.slug || `${documentTypeOf(of.type) ?? "post"}-${of.oldId}`;
  const segments = [own(item)];
  const seen = new Set([item]);
  let parent = item.type === "post" || item.parentOldId === null ? undefined : index.itemsByOldId.get(item.parentOldId);
  while (parent !== undefined && parent.role === "document" && !seen.has(parent) && segments.length < 10) {
    seen.add(parent);
    segments.unshift(own(parent));
    parent = parent.parentOldId === null ? undefined : index.itemsByOldId.get(parent.parentOldId);
  }
  const type = documentTypeOf(item.type);
  if (type !== "post" && type !== "page" && type !== null) segments.unshift(type);
  return below(index, segments.join("/"));
}

function claimOfTerm(index: SiteIndex, term: IndexedTerm): PathClaim {
  const segments = [term.slug];
  const seen = new Set([term]);
  let parent = index.termsByKey.get(termKey(term.taxonomy, term.parentSlug));
  while (parent !== undefined && !seen.has(parent) && segments.length < 10 && term.taxonomy !== "tag") {
    seen.add(parent);
    segments.unshift(parent.slug);
    parent = index.termsByKey.get(termKey(parent.taxonomy, parent.parentSlug));
  }
  const folder = term.taxonomy === "post-format" ? "type" : term.taxonomy;
  const wanted = term.wanted ?? below(index, `${folder}/${segments.join("/")}`);
  return { kind: "term", id: term.termId, place: term.place, target: term, wanted };
}

/** A path in the folder that the site was in, which is mostly none. */
function below(index: SiteIndex, path: string): string {
  const folder = new URL(index.baseUrl).pathname;
  return normalPath(`${folder}/${path}`) ?? normalPath(cut(path, 500)) ?? "/untitled";
}
