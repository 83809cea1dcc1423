import { redirectQueryPattern, type Redirect } from "#domain/content/index.ts";
import type { PageData } from "#domain/contracts/index.ts";
import { assetPath } from "#domain/theme/index.ts";
import type { ContentView } from "./content-view.ts";

type RedirectPage = Extract<PageData, { kind: "redirect" }>;

/** More parameters than this are not looked at. */
const parametersMax = 20;

/** Where visitors of an old path are sent on to; null where nobody is, or where it leads is gone. */
export function redirectFrom(view: ContentView, from: string): RedirectPage | null {
  const redirect = view.find("redirect", from);
  if (redirect === null) return null;
  const location = locationOf(view, redirect.to);
  return location === null || location === encodeURI(from)
    ? null
    : { kind: "redirect", location, permanent: redirect.permanent };
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
      return to.url;
  }
}

function pathAsUrl(place: { readonly path: string } | null): string | null {
  return place === null ? null : encodeURI(place.path);
}
