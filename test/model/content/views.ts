import type { Copy } from "./copy.ts";
import { termPaths } from "./places.ts";
import { holderAt, type Site } from "./site.ts";

/** What is asked of a site. */
export interface Questions {
  readonly paths: readonly string[];
  /** Words to search for. */
  readonly words: readonly string[];
  /** Terms whose archives are read. */
  readonly terms: readonly string[];
}

/** What anybody gets to see of a site, whoever asks. */
export interface Views {
  /** `document <title> · <text>`, `redirect <path>` or `nothing`, by path. */
  readonly pages: Readonly<Record<string, string>>;
  /** Ids of documents that are found, by word. */
  readonly found: Readonly<Record<string, readonly string[]>>;
  /** Titles of posts, newest first: the front page, archives by term, the feed. */
  readonly front: readonly string[];
  readonly archives: Readonly<Record<string, readonly string[]>>;
  readonly feed: readonly string[];
  /** Paths, sorted. */
  readonly sitemap: readonly string[];
  /** The content API: `<path> <id> <title> · <text> [terms]`, by path. */
  readonly api: readonly string[];
  readonly theme: string;
}

const feedMax = 20;

/** What a site that is as the model has it shows. */
export function viewsOf(site: Site, { paths, words, terms }: Questions): Views {
  const posts = newestFirst([...site.documents].filter(([, { type }]) => type === "post"));
  const termsWithDocuments = Object.entries(termPaths).filter(([id]) => ofTerm(site, id).length > 0);
  return {
    pages: Object.fromEntries(paths.map((path) => [path, pageAt(site, path)])),
    found: Object.fromEntries(words.map((word) => [word, find(site, word)])),
    front: posts.map(titleOf),
    archives: Object.fromEntries(terms.map((id) => [id, ofTerm(site, id).map(titleOf)])),
    feed: posts.slice(0, feedMax).map(titleOf),
    sitemap: [
      "/",
      ...[...site.documents.values()].map(({ path }) => path),
      ...termsWithDocuments.map(([, path]) => path),
    ].toSorted(),
    api: [...site.documents]
      .map(([id, { path, title, text, terms: own }]) => `${path} ${id} ${title} · ${text} [${own.toSorted().join()}]`)
      .toSorted(),
    theme: site.theme,
  };
}

function pageAt(site: Site, path: string): string {
  const holder = holderAt(site, path);
  if (holder !== null) {
    const { title, text } = site.documents.get(holder)!;
    return `document ${title} · ${text}`;
  }
  const leadsTo = site.redirects.get(path);
  const target = leadsTo === undefined ? undefined : site.documents.get(leadsTo);
  return target === undefined ? "nothing" : `redirect ${target.path}`;
}

function find(site: Site, word: string): readonly string[] {
  const has = ({ title, text }: Copy) => `${title} ${text}`.split(" ").includes(word);
  return [...site.documents]
    .filter(([, copy]) => has(copy))
    .map(([id]) => id)
    .toSorted();
}

function ofTerm(site: Site, termId: string): readonly (readonly [string, Copy])[] {
  return newestFirst([...site.documents].filter(([, { terms }]) => terms.includes(termId)));
}

/** Pages have no date, and come after all that has one. */
function newestFirst(documents: readonly (readonly [string, Copy])[]): readonly (readonly [string, Copy])[] {
  const keyOf = ([id, { publishedAt }]: readonly [string, Copy]) => `${publishedAt ?? "-"}/${id}`;
  return documents.toSorted((one, other) => (keyOf(one) < keyOf(other) ? 1 : -1));
}

function titleOf([, { title }]: readonly [string, Copy]): string {
  return title;
}

/** Where two differ, as lines; none where they are the same. */
export function differences(expected: unknown, seen: unknown, place = ""): readonly string[] {
  if (JSON.stringify(expected) === JSON.stringify(seen)) return [];
  if (isFields(expected) && isFields(seen)) {
    return [...new Set([...Object.keys(expected), ...Object.keys(seen)])].flatMap((name) =>
      differences(expected[name], seen[name], `${place}${place === "" ? "" : " "}${name}`),
    );
  }
  return [`${place}\n    expected ${JSON.stringify(expected)}\n    but saw  ${JSON.stringify(seen)}`];
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
