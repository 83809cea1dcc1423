import type { ReleaseView } from "#domain/contracts/index.ts";
import type { PageFrame } from "#domain/contracts/page-data.ts";
import type { ShownPage } from "../shown-page.ts";
import type { Locale } from "../locale.ts";
import { archiveScope } from "./archive-scope.ts";
import { documentScope, introductionScope, type DocumentScopeOptions } from "./document-scope.ts";
import { menusScope } from "./menu-scope.ts";
import { pagesScope } from "./pagination-scope.ts";
import { foundScope, linkScope, summaryScope } from "./record-scopes.ts";

type Scope = Record<string, unknown>;

export interface PageScopeOptions extends DocumentScopeOptions {
  readonly locale: Locale;
  /** `index`, `page`, `post`, `list`, `search` or `404`. */
  readonly template: string;
  /** Decoded, as it was asked for. */
  readonly path: string;
  /** BCP 47: of the document that is shown, else the website's. */
  readonly language: string;
  /** The theme's settings with their defaults. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** All that templates are given: plain data, made for this page. */
export function pageScope({ configuration }: ReleaseView, page: ShownPage, options: PageScopeOptions): Scope {
  return Object.assign(Object.create(null) as Scope, {
    site: {
      title: configuration.title,
      description: configuration.description,
      language: configuration.language,
      url: configuration.url ?? "",
      time_zone: configuration.timeZone,
    },
    settings: options.settings,
    flags: configuration.flags,
    template: options.template,
    request: { path: options.path, language: options.language },
    menus: menusScope(frameOf(page), firstPathOf(page, options.path)),
    ...contentScope(page, options),
  });
}

function contentScope(page: ShownPage, options: PageScopeOptions): Scope {
  const none = { page: null, posts: [], pagination: null, archive: null, search: null, suggestions: [] };
  switch (page.kind) {
    case "document":
      return { ...none, page: documentScope(page, options) };
    case "list":
      return {
        ...none,
        page: introductionScope(page, options),
        posts: page.items.map(summaryScope),
        pagination: { ...pagesScope(page.pagination), total: page.pagination.total },
        archive: archiveScope(page, options.locale),
      };
    case "search": {
      const suffix = `?q=${encodeURIComponent(page.query)}`;
      return {
        ...none,
        posts: page.items.map(foundScope),
        pagination: { ...pagesScope({ ...page.pagination, suffix }), total: page.pagination.total },
        search: { query: page.query, total: page.pagination.total },
      };
    }
    case "not-found":
      return { ...none, suggestions: (page.suggestions ?? []).map(linkScope) };
  }
}

const frameOf = ({ frame }: { readonly frame: PageFrame }): PageFrame => frame;

/** The path that menus name for the page, whatever page of several it is. */
function firstPathOf(page: ShownPage, path: string): string {
  switch (page.kind) {
    case "document":
      return page.document.path;
    case "list":
    case "search":
      return page.pagination.path;
    case "not-found":
      return path;
  }
}
