import type { Media } from "#domain/content/index.ts";
import type { DocumentPage, ReleaseView } from "#domain/contracts/index.ts";
import type { Document, Seo } from "#domain/document/index.ts";
import type { Locale } from "../locale.ts";
import { archiveTitle } from "../scope/archive-scope.ts";
import { pageUrl } from "../scope/pagination-scope.ts";
import type { ShownPage } from "../shown-page.ts";

/** What machines are told of a page: search engines, other websites, readers of feeds. */
export interface PageFacts {
  /** Of the page alone; empty on the front page. */
  readonly title: string;
  /** As it stands in the title of a window. */
  readonly windowTitle: string;
  readonly description: string;
  /** The page's path, with its query where that belongs to it; null for pages that have no address of their own. */
  readonly path: string | null;
  /** Where the same text is at home, when elsewhere. */
  readonly canonicalElsewhere: string | null;
  readonly noindex: boolean;
  readonly nofollow: boolean;
  /** What other websites show of it, where the document says so. */
  readonly openGraph: NonNullable<Seo["openGraph"]>;
  readonly openGraphImage: Media | null;
  /** JSON-LD of the document's own. */
  readonly structuredData: NonNullable<Seo["structuredData"]>;
  /** The same in other languages, itself among them. */
  readonly translations: NonNullable<DocumentPage["translations"]>;
  readonly image: Media | null;
  readonly previous: string | null;
  readonly next: string | null;
  /** Path of the list whose feed is offered beside the website's; null for none. */
  readonly feedPath: string | null;
}

const none: Omit<PageFacts, "title" | "windowTitle" | "path"> = {
  description: "",
  canonicalElsewhere: null,
  noindex: false,
  nofollow: false,
  openGraph: {},
  openGraphImage: null,
  structuredData: [],
  translations: [],
  image: null,
  previous: null,
  next: null,
  feedPath: null,
};

export function pageFacts({ configuration }: ReleaseView, page: ShownPage, locale: Locale): PageFacts {
  const named = (title: string) => ({
    title,
    windowTitle: title === "" ? frontTitle(configuration) : `${title} · ${configuration.title}`,
  });
  switch (page.kind) {
    case "document": {
      const { document, media, bodyPage } = page;
      const { translations = [] } = page;
      return { ...named(documentTitle(document)), ...documentFacts(document, media, bodyPage), translations };
    }
    case "list": {
      const { document, media, pagination, subject } = page;
      const facts = document === null ? none : documentFacts(document, media, 1);
      const title = archiveTitle(page, locale);
      const numbered =
        pagination.page > 1 ? `${title === "" ? configuration.title : title} (${pagination.page})` : title;
      return {
        ...facts,
        ...named(pagination.path === "/" && pagination.page === 1 ? "" : numbered),
        description:
          facts.description || descriptionOf(page) || (pagination.path === "/" ? configuration.description : ""),
        path: pageUrl(pagination, pagination.page),
        previous: pagination.page > 1 ? pageUrl(pagination, pagination.page - 1) : null,
        next: pagination.page < pagination.pages ? pageUrl(pagination, pagination.page + 1) : null,
        feedPath: subject.kind === "date" || pagination.path === "/" ? null : pagination.path,
      };
    }
    case "search":
      return { ...none, ...named(page.query), path: null, noindex: true };
    case "not-found":
      return { ...none, ...named("404"), path: null, noindex: true };
  }
}

function frontTitle({ title, description }: ReleaseView["configuration"]): string {
  return description === "" ? title : `${title} · ${description}`;
}

function documentTitle({ path, title, seo }: Document): string {
  if (seo.title !== "") return seo.title;
  return path === "/" ? "" : title;
}

function documentFacts(document: Document, media: Readonly<Record<string, Media>>, page: number) {
  const { seo, password } = document;
  const imageOf = (id: string | null | undefined) => (id ? (media[id] ?? null) : null);
  const image = imageOf(seo.imageId ?? document.imageId);
  return {
    ...none,
    description: document.description || (password === null ? document.excerpt : ""),
    path: pageUrl(document, page),
    canonicalElsewhere: seo.canonical,
    noindex: seo.noindex || password !== null,
    nofollow: seo.nofollow ?? false,
    image,
    openGraph: seo.openGraph ?? {},
    openGraphImage: imageOf(seo.openGraph?.imageId) ?? image,
    structuredData: password === null ? (seo.structuredData ?? []) : [],
  };
}

function descriptionOf({ subject }: Extract<ShownPage, { kind: "list" }>): string {
  if (subject.kind === "term") return subject.term.description;
  return subject.kind === "author" ? subject.author.biography : "";
}
