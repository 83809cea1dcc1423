import type { MediaById, ReleaseView } from "#domain/contracts/index.ts";
import { usedThemeSettings, type ThemePackage } from "#domain/theme/index.ts";
import { imageScope } from "./scope/image-scope.ts";
import { SafeHtml } from "./html.ts";
import { asLimiter, type PageRender } from "./liquid/page-render.ts";
import { runSync } from "./liquid/run-sync.ts";
import { faultOf } from "./liquid/template-fault.ts";
import { ThemeLiquid } from "./liquid/theme-liquid.ts";
import { type Locale, localeFor, type ThemeLocales, type Words } from "./locale.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { Context } from "liquidjs/dist/liquid.browser.mjs";

/** The text of a theme's files that rendering reads. */
export interface ThemeSources {
  /** Liquid files by path without extension: `templates/page`, `snippets/card`. */
  readonly templates: ReadonlyMap<string, string>;
  /** Parsed `locales/*.json`, by file name. */
  readonly locales: ReadonlyMap<string, Words>;
}

/** A theme ready to render: its templates parsed once, kept for as long as the isolate keeps the theme. */
export interface ThemeEngine {
  /** What it takes of the isolate's memory, roughly. */
  readonly bytes: number;
  has(template: string): boolean;
  /** @param languages the one that is wanted first */
  locale(...languages: readonly string[]): Locale;
  /** The theme's settings as templates see them: what the owner set, else the defaults. */
  settings(release: Pick<ReleaseView, "themeSettings" | "settingsMedia">): Readonly<Record<string, unknown>>;
  /**
   * The template's HTML; null when it fails or is missing, and then the page's faults say why.
   *
   * @param template such as `templates/page`
   */
  render(template: string, scope: Readonly<Record<string, unknown>>, render: PageRender): SafeHtml | null;
}

/** A template that cannot be parsed counts as one that fails: it costs the pages that need it. */
export function createThemeEngine(theme: ThemePackage, sources: ThemeSources): ThemeEngine {
  const liquid = new ThemeLiquid(theme);
  for (const [path, source] of sources.templates) liquid.tryAdd(path, source);
  const locales = localesOf(sources.locales);
  const byLanguage = new BoundedMap<Locale>(50);
  const settings = new WeakMap<object, Readonly<Record<string, unknown>>>();
  return {
    bytes: engineBytes(sources, liquid.tagCount),
    has: (template) => liquid.has(template),
    locale(...languages) {
      const name = languages.join();
      let locale = byLanguage.get(name);
      if (locale === undefined) {
        locale = localeFor(locales, languages);
        byLanguage.set(name, locale);
      }
      return locale;
    },
    settings(release) {
      let scope = settings.get(release);
      if (scope === undefined) {
        scope = settingsScope(theme, release.themeSettings, release.settingsMedia ?? {});
        settings.set(release, scope);
      }
      return scope;
    },
    render(template, scope, render) {
      const limits = { memoryLimit: asLimiter(render), renderLimit: asLimiter(render), liquid };
      const context = new Context(scope, liquid.options, { sync: true }, limits);
      try {
        return new SafeHtml(String(runSync(liquid.renderer.renderTemplates(liquid.template(template), context))));
      } catch (error) {
        render.tell(faultOf(error, template));
        return null;
      }
    },
  };
}

/** What a tag takes once it is parsed, measured: about 2.5 KB. */
const parsedTagBytes = 2_500;

function engineBytes({ templates, locales }: ThemeSources, tags: number): number {
  let characters = 0;
  for (const text of templates.values()) characters += text.length;
  for (const words of locales.values()) characters += JSON.stringify(words).length;
  return 2 * characters + parsedTagBytes * tags;
}

/** Images stand where settings name media. A theme that states no settings takes them as they are. */
function settingsScope(
  { settings: schema }: ThemePackage,
  chosen: Readonly<Record<string, unknown>>,
  media: MediaById,
): Readonly<Record<string, unknown>> {
  if (schema === undefined) return chosen;
  const used: Record<string, unknown> = { ...usedThemeSettings(schema, chosen) };
  for (const { id, type } of schema.flatMap((group) => group.settings)) {
    const named = used[id];
    if (type === "image") used[id] = typeof named === "string" ? imageScope(media[named]) : null;
  }
  return used;
}

/** `locales/en.default.json` is the default, whatever its language. */
function localesOf(files: ReadonlyMap<string, Words>): ThemeLocales {
  const byLanguage = new Map<string, Words>();
  let fallback: Words = {};
  for (const [file, words] of files) {
    const match = /^locales\/([A-Za-z0-9-]+)(\.default)?\.json$/.exec(file);
    if (match === null) continue;
    byLanguage.set(match[1]!.toLowerCase(), words);
    if (match[2] !== undefined) fallback = words;
  }
  return { byLanguage, fallback };
}
