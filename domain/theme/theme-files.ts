import { z } from "zod";

/** What files of a theme may be, by folder: their endings. Nothing that a browser would take for a page. */
const endings: Readonly<Record<string, readonly string[]>> = {
  layout: ["liquid"],
  templates: ["liquid"],
  sections: ["liquid"],
  snippets: ["liquid"],
  assets: ["css", "js", "json", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff", "woff2", "txt"],
  config: ["json"],
  locales: ["json"],
  screenshots: ["png", "jpg", "jpeg", "webp"],
};

const contentTypes: Readonly<Record<string, string>> = {
  avif: "image/avif",
  css: "text/css; charset=utf-8",
  gif: "image/gif",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  liquid: "text/x-liquid; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
};

/** Templates that every theme has. */
export const requiredThemeFiles = [
  "theme.json",
  "layout/theme.liquid",
  "templates/index.liquid",
  "templates/page.liquid",
  "templates/post.liquid",
  "templates/list.liquid",
  "templates/404.liquid",
] as const;

/** The largest template, locale or schema, in bytes. */
export const themeTextBytesMax = 500_000;
/** The same for all of them together, which are kept parsed where pages are made. */
export const themeTextsBytesMax = 2_000_000;

/** Files that lie in many folders and are no part of a theme: left out. */
const ignored =
  /^(?:README(?:\.md|\.txt)?|LICENSE(?:\.md|\.txt)?|CHANGELOG\.md)$|(?:^|\/)(?:\.DS_Store|Thumbs\.db)$|^__MACOSX\//i;

export function isIgnoredThemeFile(path: string): boolean {
  return ignored.test(path);
}

/** Why a theme may not hold a file of this path; null when it may. */
export function themeFileFault(path: string): string | null {
  if (path === "theme.json") return null;
  const match = /^([a-z]+)\/([a-z0-9][a-z0-9._-]*)$/i.exec(path);
  const folder = match?.[1];
  if (path.length > 200 || folder === undefined || !Object.hasOwn(endings, folder)) {
    return `must be a file of letters, digits, '.', '_' and '-' directly in one of ${Object.keys(endings).join(", ")}`;
  }
  const allowed = endings[folder]!;
  if (!allowed.includes(endingOf(path))) return `must end with ${allowed.map((ending) => `.${ending}`).join(", ")}`;
  if (folder === "config" && path !== "config/settings_schema.json")
    return "is not known; config holds settings_schema.json";
  if (folder === "locales" && !localePattern.test(path))
    return "must be named by a language, such as de.json or en.default.json";
  return null;
}

export const localePattern = /^locales\/[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*(?:\.default)?\.json$/;

export function themeContentType(path: string): string {
  return contentTypes[endingOf(path)] ?? "application/octet-stream";
}

export function isThemeText(path: string): boolean {
  return path.endsWith(".liquid") || (path.endsWith(".json") && !path.startsWith("assets/"));
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

/** Words of a locale: texts, lists of them, and groups. */
export const themeWordsSchema: z.ZodType<Record<string, unknown>> = wordsSchema(1);

function wordsSchema(depth: number): z.ZodType<Record<string, unknown>> {
  const text = z.string().max(5_000);
  const group = depth >= 8 ? z.never("is nested too deeply") : z.lazy(() => wordsSchema(depth + 1));
  return z.record(
    z.string().regex(/^[a-z0-9_]{1,60}$/i, "must be 1 to 60 letters, digits or '_'"),
    z.union([text, z.array(text).max(12), group], "must be a text, a list of texts or a group of them"),
  );
}
