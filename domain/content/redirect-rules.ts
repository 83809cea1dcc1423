import { documentPathSchema } from "#domain/document/index.ts";
import {
  comparePatterns,
  fillTemplate,
  matchPattern,
  parsePattern,
  segmentsOf,
  type PatternValues,
  type RedirectPattern,
} from "./redirect-pattern.ts";
import type { Redirect } from "./redirect.ts";

/** How many redirects of a website may have a pattern; of more the first by their text count. */
export const redirectPatternsMax = 1_000;

/** A redirect ready to be held against paths. */
export interface RedirectRule {
  readonly redirect: Redirect;
  readonly pattern: RedirectPattern;
}

/** Null for one that has no pattern, or one of another version's. */
export function redirectRule(redirect: Redirect): RedirectRule | null {
  const pattern = redirect.match === "pattern" ? parsePattern(redirect.from) : "";
  return typeof pattern === "string" ? null : { redirect, pattern };
}

/** The most telling rules first: see `comparePatterns`. */
export function inOrder(rules: readonly RedirectRule[]): readonly RedirectRule[] {
  return rules.toSorted(
    (one, other) => comparePatterns(one.pattern, other.pattern) || (one.redirect.from < other.redirect.from ? -1 : 1),
  );
}

/** Where the first rule that matches the path leads, its names filled in; null where none does. */
export function applyRules(rules: readonly RedirectRule[], path: string): Redirect | null {
  const segments = segmentsOf(path);
  for (const { redirect, pattern } of rules) {
    const values = matchPattern(pattern, segments);
    if (values === null) continue;
    const to = fillTarget(redirect.to, values);
    return to === null ? null : { from: path, to, permanent: redirect.permanent };
  }
  return null;
}

/** Null where it would lead to what is no path, or to another website than the record names. */
function fillTarget(to: Redirect["to"], values: PatternValues): Redirect["to"] | null {
  switch (to.kind) {
    case "path": {
      const path = fillTemplate(to.path, values).replace(/(?<=.)\/$/, "");
      return documentPathSchema.safeParse(path).success ? { kind: "path", path } : null;
    }
    case "url": {
      const url = fillTemplate(to.url, values, encodeURIComponent);
      const origin = URL.parse(url)?.origin;
      return origin !== undefined && origin === URL.parse(to.url)?.origin ? { kind: "url", url } : null;
    }
    default:
      return to;
  }
}

/** What is known of paths. */
export interface PathLookup {
  /** The redirect from exactly this path, or from a pattern that it matches. */
  redirectAt(path: string): Redirect | null;
  /** Whether something is shown at the path: then nobody is sent on from it. */
  isHeld(path: string): boolean;
}

/** Where redirects lead, and whether they lead on from there. */
export interface Followed extends Omit<Redirect, "from"> {
  readonly isCut: boolean;
}

/**
 * Where a redirect leads in the end, or after so many redirects on the way; permanent if all of them are. Null where they lead round in
 * a circle.
 */
export function followRedirects(start: Redirect, lookup: PathLookup, hopsMax: number): Followed | null {
  const seen = new Set([start.from]);
  let { to, permanent } = start;
  for (let hops = 0; hops < hopsMax; hops += 1) {
    if (to.kind !== "path" || lookup.isHeld(to.path)) return { to, permanent, isCut: false };
    if (seen.has(to.path)) return null;
    seen.add(to.path);
    const next = lookup.redirectAt(to.path);
    if (next === null) return { to, permanent, isCut: false };
    to = next.to;
    permanent &&= next.permanent;
  }
  return { to, permanent, isCut: true };
}
