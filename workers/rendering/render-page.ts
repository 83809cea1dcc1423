import type { PageData, ReleaseView } from "#domain/contracts/index.ts";
import type { Document } from "#domain/document/index.ts";
import { renderBody } from "./body/index.ts";
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
  return { html: html.toString(), status: isMissing(page) ? 404 : 200 };
}

function isMissing(page: PageData): boolean {
  return page.kind === "not-found" || page.kind === "redirect";
}

/** What themes without a template of their own show for paths that are missing. */
const plainNotFound = new SafeHtml("<h1>Page not found</h1>");

/** The first template of those that suit the page which the theme has; null for the plain one above. */
function templateFor(page: PageData, { theme, path }: RenderContext): string | null {
  const suitable = suitableTemplates(page, path).map((name) => `templates/${name}`);
  const template = suitable.find((name) => theme.has(name));
  if (template !== undefined) return template;
  return isMissing(page) ? null : suitable.at(-1)!;
}

function suitableTemplates(page: PageData, path: string): readonly string[] {
  const front = path === "/" ? ["index"] : [];
  switch (page.kind) {
    case "not-found":
    case "redirect":
      return ["404"];
    case "search":
      return ["search", "list"];
    case "list":
      return [...front, "list", "page"];
    case "document":
      return page.document.type === "post" ? [...front, "post", "page"] : [...front, "page"];
  }
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
    navigation: (page.kind === "redirect" ? [] : (page.frame.menus["primary"] ?? [])).map(({ label, href }) => ({
      title: label,
      path: href,
      current: href === path,
    })),
    template: page.kind,
    page: "document" in page ? documentScope(page.document) : null,
    items: "items" in page ? page.items.map((item) => ({ ...item, date: item.publishedAt })) : [],
  };
}

function documentScope(document: Document | null): object | null {
  if (document === null) return null;
  return {
    title: document.title,
    description: document.description,
    path: document.path,
    type: document.type,
    date: document.publishedAt,
    content: renderBody(document.body).html,
  };
}
