import {
  applyRules,
  followRedirects,
  inOrder,
  recordIdOf,
  redirectPatternsMax,
  redirectRule,
  type ContentRecord,
  type Redirect,
} from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail } from "#domain/errors/index.ts";
import { holderOf, pathKey, recordKey, redirectPatternKey, redirectPatternsPrefix, under } from "./content-keys.ts";
import type { RecordEdits, RecordStore } from "./edit-records.ts";
import { pathOfRecord } from "./entries-of-record.ts";
import { sizeOf } from "./key-range.ts";
import type { NodeStore } from "./node.ts";
import { patternDigests, ruleOf } from "./redirect-patterns.ts";
import { get } from "./tree.ts";

/** Longer chains are cut when they are read; what goes on for longer than this goes on for ever. */
const hopsMax = 100;

/** What stands in the way of these redirects: too many patterns, or a circle that one of those put would close. */
export function redirectFault(store: NodeStore & RecordStore, root: Digest, edits: RecordEdits) {
  const put = edits.put.flatMap((record) => (record.kind === "redirect" ? [record.value] : []));
  if (put.length === 0) return null;
  if (put.some(({ match }) => match === "pattern")) {
    const patterns = patternsAfter(store, root, edits, put);
    if (patterns > redirectPatternsMax) {
      return fail(
        "invalid-record",
        `A website may have ${redirectPatternsMax} redirects with a pattern, not ${patterns}.`,
      );
    }
  }
  const leading = put.filter(({ to }) => to.kind === "path");
  if (leading.length === 0) return null;
  const lookup = lookupAfter(store, root, edits, put);
  const circle = leading.find((redirect) => {
    const start = redirect.match === "pattern" ? sampleOf(redirect) : redirect;
    return start !== null && followRedirects(start, lookup, hopsMax)?.isCut !== false;
  });
  return circle === undefined
    ? null
    : fail("invalid-record", `The redirect "${circle.from}" leads round in a circle.`, {
        records: [holderOf({ kind: "redirect", id: circle.from })],
      });
}

function patternsAfter(store: NodeStore, root: Digest, edits: RecordEdits, put: readonly Redirect[]): number {
  const before = sizeOf(store, root, under(redirectPatternsPrefix));
  const gone = editedRedirects(edits).filter((from) => get(store, root, redirectPatternKey(from)) !== null).length;
  return before - gone + put.filter(({ match }) => match === "pattern").length;
}

/** What would be known of paths with the edits made. */
function lookupAfter(
  store: NodeStore & RecordStore,
  root: Digest,
  edits: RecordEdits,
  put: readonly Redirect[],
): Parameters<typeof followRedirects>[1] {
  const putByPath = new Map(put.map((redirect) => [redirect.from, redirect]));
  const edited = new Set(edits.put.map(refName).concat(edits.delete.map(holderOf)));
  const held = new Set(edits.put.map(pathOfRecord));
  const kept = patternDigests(store, root).map((digest) => ruleOf(store, digest));
  const rules = inOrder(
    [
      ...kept.filter((rule) => rule !== null && !edited.has(holderOf({ kind: "redirect", id: rule.redirect.from }))),
      ...put.map(redirectRule),
    ].filter((rule) => rule !== null),
  );
  const exactAt = (path: string): Redirect | null => {
    const own = putByPath.get(path);
    if (own !== undefined) return own;
    if (edited.has(holderOf({ kind: "redirect", id: path }))) return null;
    const digest = get(store, root, recordKey({ kind: "redirect", id: path }));
    return digest === null ? null : (store.readRecord(digest).value as Redirect);
  };
  return {
    redirectAt(path) {
      const exact = exactAt(path);
      return exact === null || exact.match !== undefined ? applyRules(rules, path) : exact;
    },
    isHeld(path) {
      if (held.has(path)) return true;
      const holder = get(store, root, pathKey(path));
      return holder !== null && !edited.has(holder);
    },
  };
}

function refName(record: ContentRecord): string {
  return holderOf({ kind: record.kind, id: recordIdOf(record) });
}

function editedRedirects(edits: RecordEdits): readonly string[] {
  const put = edits.put.flatMap((record) => (record.kind === "redirect" ? [record.value.from] : []));
  return [...put, ...edits.delete.flatMap(({ kind, id }) => (kind === "redirect" ? [id] : []))];
}

/** Where somebody is sent who comes to a path that is as the pattern says. */
function sampleOf(redirect: Redirect): Redirect | null {
  const rule = redirectRule(redirect);
  const path = redirect.from.replace(/:[a-z][a-z0-9_]*/g, "x").replace(/\*$/, "x");
  return rule === null ? null : applyRules([rule], path);
}
