// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient declaration cannot be imported
/// <reference path="./liquid-browser.d.ts" />
import { Liquid, type Template } from "liquidjs/dist/liquid.browser.mjs";
import { assetPath, type ThemePackage } from "#domain/theme/index.ts";
import { formatDate } from "./date-filter.ts";
import { escapeHtml, SafeHtml } from "./html.ts";

/** What one page may cost: characters parsed, milliseconds and pieces rendered, units of memory. */
const limits = { parseLimit: 1_000_000, renderLimit: 500, memoryLimit: 10_000_000 };
const templateLimit = 200_000;

/** A theme ready to render: its templates parsed once, kept for as long as the isolate keeps the theme. */
export interface ThemeEngine {
  has(template: string): boolean;
  /**
   * @param template such as `templates/page`
   * Throws when the template is missing, broken or exceeds a limit.
   */
  render(template: string, scope: Readonly<Record<string, unknown>>): SafeHtml;
}

/**
 * @param sources the theme's Liquid files by path without extension: `templates/page`, `snippets/card`
 * Throws when a file cannot be parsed.
 */
export function createThemeEngine(theme: ThemePackage, sources: ReadonlyMap<string, string>): ThemeEngine {
  const liquid = new Liquid({
    ...limits,
    templates: partialsOf(sources),
    cache: true,
    ownPropertyOnly: true,
    strictFilters: true,
    outputEscape: escapeOutput,
  });
  liquid.registerFilter("asset_url", (name: unknown) => assetUrl(theme, String(name)));
  for (const name of dateFilters) liquid.registerFilter(name, formatDate);
  const parsed = new Map<string, Template[]>();
  for (const [path, source] of sources) parsed.set(path, liquid.parse(source, path));
  return {
    has: (template) => parsed.has(template),
    render(template, scope) {
      const templates = parsed.get(template);
      if (templates === undefined) throw new Error(`the theme has no ${template}.liquid`);
      const html: unknown = liquid.renderSync(templates, { ...scope }, { templateLimit });
      return new SafeHtml(String(html));
    },
  };
}

/** All that would build Intl objects. */
const dateFilters = ["date", "date_to_string", "date_to_long_string", "date_to_xmlschema", "date_to_rfc822"];

/** `{% render 'card' %}` finds `snippets/card`, `{% section 'hero' %}` later `sections/hero`. */
function partialsOf(sources: ReadonlyMap<string, string>): Record<string, string> {
  const partials: Record<string, string> = {};
  for (const [path, source] of sources) {
    if (path.startsWith("snippets/")) partials[path.slice("snippets/".length)] = source;
  }
  return partials;
}

/** Whatever a template puts out is escaped, unless our own code made it HTML. */
function escapeOutput(value: unknown): string {
  if (value instanceof SafeHtml) return value.toString();
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(escapeOutput).join("");
  return escapeHtml(String(value));
}

function assetUrl(theme: ThemePackage, name: string): string {
  const file = theme.files[`assets/${name}`];
  if (file === undefined) throw new Error(`the theme has no assets/${name}`);
  return assetPath(file.digest, name);
}
