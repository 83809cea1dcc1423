import type { PageData, ReleaseView } from "#domain/contracts/index.ts";
import { documentHtml } from "./document-html.ts";
import { SafeHtml } from "./html.ts";
import type { ThemeEngine } from "./theme-engine.ts";

export interface RenderContext {
  readonly theme: ThemeEngine;
  /** The page's path, decoded. */
  readonly path: string;
}

export interface RenderedPage {
  readonly html: string;
  readonly status: 200 | 404;
}

/**
 * A page of a release as HTML: the template for its kind inside `layout/theme`. Depends on nothing but its
 * arguments, and on no website's id or hostname: equal releases share their pages.
 *
 * Throws when the theme's templates fail.
 */
export function renderPage(release: ReleaseView, page: PageData, context: RenderContext): RenderedPage {
  const scope = scopeOf(release, page, context);
  const template = templateFor(page, context);
  const content = template === null ? plainNotFound : context.theme.render(template, scope);
  const html = context.theme.has("layout/theme")
    ? context.theme.render("layout/theme", { ...scope, content_for_layout: content })
    : content;
  return { html: html.toString(), status: page.kind === "not-found" ? 404 : 200 };
}

/** What themes without a template of their own show for paths that are missing. */
const plainNotFound = new SafeHtml("<h1>Page not found</h1>");

function templateFor(page: PageData, { theme, path }: RenderContext): string | null {
  if (page.kind === "not-found") return theme.has("templates/404") ? "templates/404" : null;
  if (path === "/" && theme.has("templates/index")) return "templates/index";
  if (page.kind === "list") return "templates/list";
  return page.document.type === "post" && theme.has("templates/post") ? "templates/post" : "templates/page";
}

function scopeOf(
  { configuration, themeSettings }: ReleaseView,
  page: PageData,
  { path }: RenderContext,
): Readonly<Record<string, unknown>> {
  return {
    site: {
      title: configuration.title,
      description: configuration.description,
      language: configuration.language,
    },
    settings: themeSettings,
    navigation: page.navigation.map((item) => ({ ...item, current: item.path === path })),
    template: page.kind,
    page: page.kind === "not-found" ? null : documentScope(page.document),
    items: page.kind === "list" ? page.items.map((item) => ({ ...item, date: item.publishedAt })) : [],
  };
}

function documentScope(document: Extract<PageData, { kind: "list" }>["document"]): object | null {
  if (document === null) return null;
  return {
    title: document.title,
    description: document.description,
    path: document.path,
    type: document.type,
    date: document.publishedAt,
    content: documentHtml(document.body),
  };
}
