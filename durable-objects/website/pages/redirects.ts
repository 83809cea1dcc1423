import { redirectQueryPattern, type Redirect } from "#domain/content/index.ts";
import type { PageData } from "#domain/contracts/index.ts";
import { assetPath } from "#domain/theme/index.ts";
import type { ContentView } from "./content-view.ts";

type RedirectPage = Extract<PageData, { kind: "redirect" }>;

/** More parameters than this are not looked at. */
const parametersMax = 20;

/** Redirects that lead to redirects are followed so far. */
const hopsMax = 20;

/**
 * Where visitors of an old path are sent on to, in one step however many redirects there are on the way; null where
 * nobody is sent on, where it leads is gone, or where redirects lead round in a circle. Permanent if all of them are.
 */
export function redirectFrom(view: ContentView, from: string): RedirectPage | null {
  let redirect = view.find("redirect", from);
  let permanent = true;
  for (let hops = 0; redirect !== null && hops < hopsMax; hops += 1) {
    permanent &&= redirect.permanent;
    const next = nextRedirect(view, redirect.to);
    if (next === null) {
      const location = locationOf(view, redirect.to);
      return location === null ? null : { kind: "redirect", location, permanent };
    }
    redirect = next;
  }
  return null;
}

/** The redirect at the path that another leads to, unless something is shown there. */
function nextRedirect(view: ContentView, to: Redirect["to"]): Redirect | null {
  return to.kind !== "path" || view.holderAt(to.path) !== null ? null : view.find("redirect", to.path);
}

/** Where addresses such as `/?p=12` lead: by the first parameter for which somebody has said so. */
export function redirectOfQuery(view: ContentView, query: string): RedirectPage | null {
  for (const [name, value] of [...new URLSearchParams(query)].slice(0, parametersMax)) {
    const parameter = `${name}=${value}`;
    const redirect = redirectQueryPattern.test(parameter) ? redirectFrom(view, `/?${parameter}`) : null;
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
