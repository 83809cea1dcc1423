import type { ReleaseView } from "#domain/contracts/index.ts";
import { passwordForm } from "./body/index.ts";
import { pageFacts } from "./head/page-facts.ts";
import { pageHead } from "./head/page-head.ts";
import { escapeHtml, SafeHtml } from "./html.ts";
import { PageRender } from "./liquid/page-render.ts";
import type { TemplateFault } from "./liquid/template-fault.ts";
import type { Locale } from "./locale.ts";

import { pageScope } from "./scope/page-scope.ts";
import type { ShownPage } from "./shown-page.ts";
import type { ThemeEngine } from "./theme-engine.ts";

export interface RenderContext {
  readonly theme: ThemeEngine;
  /** The page's path, decoded. */
  readonly path: string;
  /** Shows what visitors never see: failing sections, and what could not be mapped. */
  readonly isPreview?: boolean;
  /** Whether the visitor gave the right password of a protected document, or a wrong one. */
  readonly unlock?: "none" | "right" | "wrong";
}

export interface RenderedPage {
  readonly html: string;
  readonly status: 200 | 404;
  /** What went wrong in templates; the page was made without it. */
  readonly faults: readonly TemplateFault[];
}

/**
 * A page of a release as HTML: the template for its kind inside `layout/theme`. Depends on nothing but its
 * arguments, and on no website's id or hostname: equal releases share their pages. Never throws for a theme's
 * sake: a layout or template that fails is replaced by a plain one, and `faults` says so.
 */
export function renderPage(release: ReleaseView, page: ShownPage, context: RenderContext): RenderedPage {
  const { theme, path, isPreview = false } = context;
  const { title, timeZone, language: own } = release.configuration;
  const language = shownDocument(page)?.locale ?? own;
  const locale = theme.locale(language, own);
  const template = templateFor(page, theme);
  const form = formFor(page, context, locale);
  const scope = pageScope(release, page, {
    locale,
    template,
    path,
    language,
    isPreview,
    words: locale.bodyWords,
    passwordForm: form,
    settings: theme.settings(release),
  });
  const head = pageHead(release, page, pageFacts(release, page, locale));
  scope["head"] = head;
  const options = { locale, timeZone, isPreview, faults: [] };
  const content =
    theme.render(`templates/${template}`, scope, new PageRender(options)) ??
    plainContent(page, (scope["page"] as { content?: unknown } | null)?.content);
  scope["content_for_layout"] = content;
  const html =
    theme.render("layout/theme", scope, new PageRender(options)) ?? plainLayout({ title, language }, head, content);
  return { html: html.toString(), status: page.kind === "not-found" ? 404 : 200, faults: options.faults };
}

/** What the page is, or begins with. */
function shownDocument(page: ShownPage) {
  return page.kind === "document" || page.kind === "list" ? page.document : null;
}

/** The first template of those that suit the page which the theme has. */
function templateFor(page: ShownPage, theme: ThemeEngine): string {
  const suitable = suitableTemplates(page);
  return suitable.find((name) => theme.has(`templates/${name}`)) ?? suitable[0]!;
}

function suitableTemplates(page: ShownPage): readonly string[] {
  switch (page.kind) {
    case "not-found":
      return ["404"];
    case "search":
      return ["search", "list"];
    case "list":
      return page.pagination.path === "/" ? ["index", "list", "page"] : ["list", "page"];
    case "document":
      if (page.document.path === "/") return ["index", "page"];
      return page.document.type === "post" ? ["post", "page"] : ["page"];
  }
}

function formFor(page: ShownPage, { unlock = "none" }: RenderContext, locale: Locale): SafeHtml | null {
  const document = shownDocument(page);
  if (document === null || document.password === null || unlock === "right") return null;
  return passwordForm({ action: encodeURI(document.path), isWrong: unlock === "wrong", words: locale.bodyWords });
}

/** What stands for a template that fails: the title, the text and the links, so that nothing is lost but looks. */
function plainContent(page: ShownPage, content: unknown): SafeHtml {
  const links = (page.kind === "list" || page.kind === "search" ? page.items : []).map(
    ({ path, title }) => `<li><a href="${escapeHtml(path)}">${escapeHtml(title || path)}</a></li>`,
  );
  const parts = [
    `<h1>${escapeHtml(plainTitle(page))}</h1>`,
    content instanceof SafeHtml ? content.toString() : "",
    links.length === 0 ? "" : `<ul>\n${links.join("\n")}\n</ul>`,
  ];
  return new SafeHtml(parts.filter((part) => part !== "").join("\n"));
}

function plainTitle(page: ShownPage): string {
  if (page.kind === "not-found") return "Page not found";
  if (page.kind === "search") return page.query;
  return page.document?.title || "All entries";
}

/** What stands for a layout that fails. */
function plainLayout(of: { readonly title: string; readonly language: string }, head: SafeHtml, content: SafeHtml) {
  return new SafeHtml(`<!doctype html>
<html lang="${escapeHtml(of.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${head.toString()}
</head>
<body>
<header><p><a href="/">${escapeHtml(of.title)}</a></p></header>
<main>
${content.toString()}
</main>
</body>
</html>
`);
}
