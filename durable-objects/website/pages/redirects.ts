import {
  applyRules,
  followRedirects,
  redirectQueryPattern,
  type Redirect,
  type RedirectRule,
} from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { PageData } from "#domain/contracts/index.ts";
import { assetPath } from "#domain/theme/index.ts";
import type { ContentView } from "./content-view.ts";

type RedirectPage = Extract<PageData, { kind: "redirect" }>;

/** More parameters than this are not looked at. */
const parametersMax = 20;

/** Redirects that lead to redirects are followed so far: visitors of longer chains are sent on by their next request. */
const hopsMax = 20;

/** The redirects of a content that have a pattern, in the order in which they are tried. */
export type PatternsOf = (root: Digest) => readonly RedirectRule[];

/**
 * Where visitors of an old path are sent on to, in one step however many redirects there are on the way, unless there are very many;
 * null where nobody is sent on, where it leads is gone, or where redirects lead round in a circle. Permanent if all of them are.
 */
export function redirectFrom(view: ContentView, from: string, patternsOf: PatternsOf): RedirectPage | null {
  const redirectAt = (path: string): Redirect | null => {
    const exact = view.find("redirect", path);
    return exact === null || exact.match !== undefined ? applyRules(patternsOf(view.root), path) : exact;
  };
  const start = redirectAt(from);
  if (start === null) return null;
  const end = followRedirects(start, { redirectAt, isHeld: (path) => view.holderAt(path) !== null }, hopsMax);
  const location = end === null ? null : locationOf(view, end.to);
  if (location === null) return null;
  const isOneOfMany = view.find("redirect", from) === null;
  return { kind: "redirect", location, permanent: end!.permanent, ...(isOneOfMany ? { isOneOfMany } : {}) };
}

/** Where addresses such as `/?p=12` lead: by the first parameter for which somebody has said so. */
export function redirectOfQuery(view: ContentView, query: string): RedirectPage | null {
  const none: PatternsOf = () => [];
  for (const [name, value] of [...new URLSearchParams(query)].slice(0, parametersMax)) {
    const parameter = `${name}=${value}`;
    const redirect = redirectQueryPattern.test(parameter) ? redirectFrom(view, `/?${parameter}`, none) : null;
    if (redirect !== null) return redirect;
  }
  return null;
}

function locationOf(view: ContentView, to: Redirect["to"]): string | null {
  switch (to.kind) {
    case "document":
      return pathAsUrl(view.published(to.documentId));
    case "term":
      return pathAsUrl(view.find("term", to.termId));
    case "author":
      return pathAsUrl(view.find("author", to.authorId));
    case "media": {
      const media = view.media(to.mediaId);
      if (media === null) return null;
      return media.digest === null ? media.sourceUrl : assetPath(media.digest, encodeURIComponent(media.fileName));
    }
    case "path":
      return encodeURI(to.path);
    case "url":
      return URL.parse(to.url)?.href ?? null;
  }
}

function pathAsUrl(place: { readonly path: string } | null): string | null {
  return place === null ? null : encodeURI(place.path);
}
