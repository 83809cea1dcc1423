/**
 * Paths of many pages at once: `/news/:year/:slug`, `/:slug.html`, `/shop/*`. A `:name` stands for what is in one segment, or for
 * a part of it, and is never empty; a `*` as the last segment for all that follows, nothing too, and is called `:splat`.
 * No regular expression: a path is held against a pattern in one pass.
 */
export interface RedirectPattern {
  readonly segments: readonly PatternSegment[];
  /** Whether it ends with a `*`. */
  readonly hasSplat: boolean;
}

type PatternSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly before: string; readonly name: string; readonly after: string };

/** What the names of a pattern stand for in a path; a splat's segments are parted by `/`. */
export type PatternValues = ReadonlyMap<string, string>;

const segmentsMax = 32;
const parameter = /^([^:*]*):([a-z][a-z0-9_]{0,31})([^:*]*)$/;
const placeholder = /:([a-z][a-z0-9_]*)/g;
const splat = "splat";

/** @returns what is wrong with it, in words, where it is no pattern */
export function parsePattern(from: string): RedirectPattern | string {
  const texts = segmentsOf(from);
  if (texts.length > segmentsMax) return `may have ${segmentsMax} segments at most`;
  const hasSplat = texts.at(-1) === "*";
  const segments: PatternSegment[] = [];
  const names = new Set(hasSplat ? [splat] : []);
  for (const text of hasSplat ? texts.slice(0, -1) : texts) {
    if (!/[:*]/.test(text)) {
      segments.push({ kind: "literal", text });
      continue;
    }
    const [, before, name, after] = parameter.exec(text) ?? [];
    if (name === undefined) return `"${text}" must be a text with one :name in it; a * may only be the last segment`;
    if (names.has(name)) return `:${name} stands twice in it`;
    names.add(name);
    segments.push({ kind: "parameter", before: before!, name, after: after! });
  }
  return names.size === 0 ? "needs a :name, or a * as its last segment" : { segments, hasSplat };
}

/** What the names stand for in this path; null where it does not match. @param path decoded */
export function matchPattern({ segments, hasSplat }: RedirectPattern, path: readonly string[]): PatternValues | null {
  if (hasSplat ? path.length < segments.length : path.length !== segments.length) return null;
  const values = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const text = path[index]!;
    if (segment.kind === "literal") {
      if (text !== segment.text) return null;
      continue;
    }
    const { before, name, after } = segment;
    if (text.length <= before.length + after.length || !text.startsWith(before) || !text.endsWith(after)) return null;
    values.set(name, text.slice(before.length, text.length - after.length));
  }
  if (hasSplat) values.set(splat, path.slice(segments.length).join("/"));
  return values;
}

/** The segments of a path; the front page has none. */
export function segmentsOf(path: string): readonly string[] {
  return path === "/" ? [] : path.slice(1).split("/");
}

/** The names that a template asks for and the pattern does not give. */
export function unknownNames(template: string, { segments, hasSplat }: RedirectPattern): readonly string[] {
  const names = new Set(segments.flatMap((segment) => (segment.kind === "parameter" ? [segment.name] : [])));
  if (hasSplat) names.add(splat);
  return [...template.matchAll(placeholder)].map(([, name]) => name!).filter((name) => !names.has(name));
}

export function fillTemplate(template: string, values: PatternValues, encode = (text: string) => text): string {
  return template.replace(placeholder, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : value.split("/").map(encode).join("/");
  });
}

/**
 * Which of two patterns that match the same path comes first (negative: the first): at the first segment in which they differ, a
 * text before a `:name` with text around it, then the one with more of it, then a `:name` alone, then an end, then a `*`.
 */
export function comparePatterns(one: RedirectPattern, other: RedirectPattern): number {
  const length = Math.max(one.segments.length, other.segments.length) + 1;
  for (let index = 0; index < length; index += 1) {
    const difference = vagueness(one, index) - vagueness(other, index);
    if (difference !== 0) return difference;
  }
  return 0;
}

function vagueness({ segments, hasSplat }: RedirectPattern, index: number): number {
  const segment = segments[index];
  if (segment === undefined) return hasSplat && index === segments.length ? 20_000 : 10_000;
  return segment.kind === "literal" ? 0 : 5_000 - segment.before.length - segment.after.length;
}
