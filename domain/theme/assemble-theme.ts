import type { z } from "zod";
import { canonicalJson, sha256, type Digest } from "#domain/digest/index.ts";
import { themeSettingsSchemaSchema, type ThemeSettingsSchema } from "./settings-schema.ts";
import {
  isIgnoredThemeFile,
  isThemeText,
  localePattern,
  requiredThemeFiles,
  themeContentType,
  themeFileFault,
  themeTextBytesMax,
  themeTextsBytesMax,
  themeWordsSchema,
} from "./theme-files.ts";
import {
  themeBytesMax,
  themeFileBytesMax,
  themeFilesMax,
  themeDigestOf,
  themeJsonSchema,
  type ThemePackage,
} from "./theme-package.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What is wrong with a theme, and where. */
export interface ThemeFault {
  readonly file: string;
  /** From 1, where a place in the file is known. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** A theme ready to be stored. */
export interface AssembledTheme {
  readonly package: ThemePackage;
  /** What a release's `theme` leaf holds: the digest of the manifest's canonical JSON. */
  readonly digest: Digest;
  /** Every file of the theme and the manifest itself, by digest. */
  readonly blobs: ReadonlyMap<Digest, Bytes>;
}

/**
 * A theme from its files, or all that is wrong with them. Whether templates can be parsed is for whoever renders them.
 *
 * @param files by path, such as `layout/theme.liquid`, `theme.json` among them
 */
export function assembleTheme(
  files: ReadonlyMap<string, Bytes>,
): { readonly theme: AssembledTheme } | { readonly faults: readonly ThemeFault[] } {
  const own = new Map([...files].filter(([path]) => !isIgnoredThemeFile(path)).sort(([a], [b]) => (a < b ? -1 : 1)));
  const faults: ThemeFault[] = [...pathFaults(own), ...sizeFaults(own), ...textFaults(own), ...missingFaults(own)];
  const json = parseFile(own, "theme.json", themeJsonSchema, faults);
  const settings = parseFile(own, "config/settings_schema.json", themeSettingsSchemaSchema, faults);
  for (const path of own.keys()) {
    if (localePattern.test(path)) parseFile(own, path, themeWordsSchema, faults);
  }
  if (json === null || faults.length > 0) return { faults };
  return { theme: packageOf(json, settings, own) };
}

function packageOf(
  json: z.infer<typeof themeJsonSchema>,
  settings: ThemeSettingsSchema | null,
  own: ReadonlyMap<string, Bytes>,
): AssembledTheme {
  const blobs = new Map<Digest, Bytes>();
  const files: ThemePackage["files"] = {};
  for (const [path, bytes] of own) {
    if (path === "theme.json") continue;
    const digest = sha256(bytes);
    blobs.set(digest, bytes);
    files[path] = { digest, bytes: bytes.byteLength, contentType: themeContentType(path) };
  }
  const theme: ThemePackage = { ...json, files, ...(settings === null ? {} : { settings }) };
  const digest = themeDigestOf(theme);
  blobs.set(digest, Uint8Array.from(new TextEncoder().encode(canonicalJson(theme))));
  return { package: theme, digest, blobs };
}

function pathFaults(files: ReadonlyMap<string, Bytes>): readonly ThemeFault[] {
  const faults: ThemeFault[] = [];
  const known = new Map<string, string>();
  for (const file of files.keys()) {
    const message = themeFileFault(file);
    if (message !== null) faults.push({ file, message });
    const folded = file.normalize("NFKC").toLowerCase();
    const other = known.get(folded);
    if (other !== undefined) faults.push({ file, message: `differs from ${other} only in how it is written` });
    known.set(folded, file);
  }
  const defaults = [...files.keys()].filter((file) => /^locales\/.*\.default\.json$/.test(file));
  const hasLocales = [...files.keys()].some((file) => file.startsWith("locales/"));
  if (hasLocales && defaults.length !== 1) {
    faults.push({ file: "locales", message: "must hold exactly one default, such as en.default.json" });
  }
  return faults;
}

function sizeFaults(files: ReadonlyMap<string, Bytes>): readonly ThemeFault[] {
  const faults: ThemeFault[] = [];
  let total = 0;
  let texts = 0;
  for (const [file, { byteLength }] of files) {
    total += byteLength;
    if (isThemeText(file)) texts += byteLength;
    const bytesMax = isThemeText(file) ? themeTextBytesMax : themeFileBytesMax;
    if (byteLength > bytesMax) faults.push({ file, message: `may have at most ${bytesMax} bytes, not ${byteLength}` });
  }
  if (total > themeBytesMax) faults.push({ file: "", message: `A theme may have at most ${themeBytesMax} bytes.` });
  if (texts > themeTextsBytesMax) {
    faults.push({
      file: "",
      message: `Templates, locales and schemas may have at most ${themeTextsBytesMax} bytes in all.`,
    });
  }
  if (files.size > themeFilesMax)
    faults.push({ file: "", message: `A theme may have at most ${themeFilesMax} files.` });
  return faults;
}

/** A template in another encoding would show its letters as question marks. */
function textFaults(files: ReadonlyMap<string, Bytes>): readonly ThemeFault[] {
  return [...files]
    .filter(([file, bytes]) => isThemeText(file) && !isUtf8(bytes))
    .map(([file]) => ({ file, message: "is not UTF-8" }));
}

function isUtf8(bytes: Bytes): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function missingFaults(files: ReadonlyMap<string, Bytes>): readonly ThemeFault[] {
  return requiredThemeFiles.filter((file) => !files.has(file)).map((file) => ({ file, message: "is missing" }));
}

/** What a JSON file holds; null when it is not there or not valid, and then the faults say why. */
function parseFile<Value>(
  files: ReadonlyMap<string, Bytes>,
  file: string,
  schema: z.ZodType<Value>,
  faults: ThemeFault[],
): Value | null {
  const bytes = files.get(file);
  if (bytes === undefined) return null;
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    faults.push({ file, ...placeOf(error as Error, text), message: "is not JSON" });
    return null;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    const place = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
    faults.push({ file, message: place === "" ? message : `${place.replace(/^\./, "")} ${message}` });
  }
  return null;
}

/** Where a parser stopped, as far as its error says so. */
function placeOf({ message }: Error, text: string): { readonly line?: number; readonly column?: number } {
  const position = /at position (\d+)/.exec(message)?.[1];
  const at = position === undefined ? (/end of JSON/i.test(message) ? text.length : null) : Number(position);
  if (at === null) return {};
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** `layout/theme.liquid, line 3, column 7: tag "x" not found` */
export function describeThemeFault({ file, line, column, message }: ThemeFault): string {
  const place = line === undefined ? file : `${file}, line ${line}, column ${column}`;
  return place === "" ? message : `${place}: ${message}`;
}
