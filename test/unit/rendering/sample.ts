import type { PageData, ReleaseView } from "#domain/contracts/index.ts";
import { documentSchema, type DocumentInput } from "#domain/document/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import type { Words } from "#workers/rendering/locale.ts";
import { renderPage, type RenderContext } from "#workers/rendering/render-page.ts";
import type { ShownPage } from "#workers/rendering/shown-page.ts";
import { createThemeEngine } from "#workers/rendering/theme-engine.ts";

export const digest = "d".repeat(64);
export const frame = { menus: {} };

export const themePackage: ThemePackage = {
  format: 1,
  name: "test",
  version: "1.0.0",
  title: "Test",
  files: { "assets/theme.css": { digest, bytes: 1, contentType: "text/css" } },
};

type Configuration = Parameters<typeof configurationSchema.parse>[0] & object;

export function releaseOf(configuration: Configuration = {}, settings: Record<string, unknown> = {}): ReleaseView {
  return {
    releaseId: digest,
    theme: themePackage,
    themeDigest: digest,
    themeSettings: settings,
    configuration: configurationSchema.parse({ title: "A & B", ...configuration }),
  };
}

export function paragraph(text: string) {
  return { type: "paragraph" as const, content: [{ type: "text" as const, text }] };
}

function documentOf(input: Partial<DocumentInput> = {}) {
  return documentSchema.parse({
    documentId: "x",
    type: "page",
    path: "/x",
    title: "Title",
    body: { type: "doc", content: [] },
    ...input,
  });
}

export type DocumentPage = Extract<PageData, { kind: "document" }>;

export function documentPage(input: Partial<DocumentInput> = {}, rest: Partial<DocumentPage> = {}): DocumentPage {
  return {
    kind: "document",
    document: documentOf(input),
    media: {},
    terms: [],
    authors: [],
    ancestors: [],
    children: [],
    previous: null,
    next: null,
    comments: [],
    commentCount: 0,
    bodyPage: 1,
    frame,
    ...rest,
  };
}

export const missing: ShownPage = { kind: "not-found", frame };

interface Rendering extends Partial<Omit<RenderContext, "theme">> {
  readonly page?: ShownPage;
  readonly release?: ReleaseView;
  readonly locales?: Record<string, Words>;
}

/** A page under a theme of these templates; the layout is nothing but the page unless there is one. */
export function render(sources: Record<string, string>, options: Rendering = {}) {
  const { page = missing, release = releaseOf(), locales = {}, path = "/x", ...context } = options;
  const templates = new Map(Object.entries({ "layout/theme": "{{ content_for_layout }}", ...sources }));
  const theme = createThemeEngine(release.theme, { templates, locales: new Map(Object.entries(locales)) });
  return renderPage(release, page, { theme, path, ...context });
}
