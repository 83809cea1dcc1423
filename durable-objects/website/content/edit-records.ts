import { recordIdOf, type ContentRecord, type RecordRef } from "#domain/content/index.ts";
import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import { documentBytesMax, isShadowedPath } from "#domain/document/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { apply, type Edit } from "./apply.ts";
import { redirectFault } from "./check-redirects.ts";
import { holderOf, pathKey, recordKey } from "./content-keys.ts";
import { entriesOfRecord, pathOfRecord } from "./entries-of-record.ts";
import type { NodeStore } from "./node.ts";
import { get } from "./tree.ts";

/** Where records are kept, by the digest of their canonical JSON. */
export interface RecordStore {
  /** Not to be changed: it may be the copy that others are given too. */
  readRecord(digest: Digest): ContentRecord;
  /** Idempotent. */
  writeRecord(record: ContentRecord): Digest;
}

export interface RecordEdits {
  readonly put: readonly ContentRecord[];
  readonly delete: readonly RecordRef[];
}

export type EditFailure = "invalid-record" | "record-not-found";

/** The largest record, in bytes of its canonical JSON. */
const recordBytesMax = documentBytesMax;

/**
 * The tree with records put and deleted, their path and list keys with them. Put replaces the record of the
 * same kind and id. Records may trade paths in one call.
 *
 * Fails with `record-not-found` when one to be deleted is not there, and with `invalid-record` when a record
 * is named twice or too long, two of the result would share a path, one would never be seen at its own, or redirects lead round in a
 * circle or are too many; then nothing was written.
 */
export function editRecords(
  store: NodeStore & RecordStore,
  root: Digest,
  edits: RecordEdits,
): Result<Digest, EditFailure> {
  const refusal =
    repeatedRecord(edits) ??
    tooLong(edits) ??
    shadowedPath(edits) ??
    missingRecord(store, root, edits) ??
    sharedPath(store, root, edits) ??
    redirectFault(store, root, edits);
  if (refusal !== null) return refusal;
  const before = new Map<string, string>();
  for (const ref of refsOf(edits)) {
    const digest = get(store, root, recordKey(ref));
    if (digest === null) continue;
    for (const [key, value] of entriesOfRecord(store.readRecord(digest), digest)) before.set(key, value);
  }
  const after = new Map<string, string>();
  for (const record of edits.put) {
    for (const [key, value] of entriesOfRecord(record, store.writeRecord(record))) after.set(key, value);
  }
  return ok(apply(store, root, editsBetween(before, after)));
}

export function refOf(record: ContentRecord): RecordRef {
  return { kind: record.kind, id: recordIdOf(record) };
}

function refsOf(edits: RecordEdits): readonly RecordRef[] {
  return [...edits.delete, ...edits.put.map(refOf)];
}

/** Leaves out what stays, so that a new text under an old path and date touches few leaves. */
function editsBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Edit[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => ({ key, value: after.get(key) ?? null }));
}

function repeatedRecord(edits: RecordEdits) {
  const seen = new Set<string>();
  for (const ref of refsOf(edits)) {
    const name = holderOf(ref);
    if (seen.has(name)) return fail("invalid-record", `The ${nameOf(ref)} is named twice.`, { records: [name] });
    seen.add(name);
  }
  return null;
}

function tooLong(edits: RecordEdits) {
  const encoder = new TextEncoder();
  const record = edits.put.find((each) => encoder.encode(canonicalJson(each.value)).byteLength > recordBytesMax);
  return record === undefined
    ? null
    : fail("invalid-record", `The ${nameOf(refOf(record))} is longer than ${recordBytesMax} bytes.`, {
        records: [holderOf(refOf(record))],
      });
}

function shadowedPath(edits: RecordEdits) {
  const record = edits.put.find((each) => isShadowedPath(pathOfRecord(each) ?? ""));
  if (record === undefined) return null;
  const path = pathOfRecord(record)!;
  const detail = `The website serves ${path} by itself: at this path the ${nameOf(refOf(record))} would never be seen. Choose another.`;
  return fail("invalid-record", detail, { path, records: [holderOf(refOf(record))] });
}

function missingRecord(store: NodeStore, root: Digest, edits: RecordEdits) {
  const ref = edits.delete.find((each) => get(store, root, recordKey(each)) === null);
  return ref === undefined
    ? null
    : fail("record-not-found", `There is no ${nameOf(ref)} to delete.`, { records: [holderOf(ref)] });
}

/** Whoever holds a path keeps it, unless it is itself put (then its new path counts) or deleted. */
function sharedPath(store: NodeStore, root: Digest, edits: RecordEdits) {
  const edited = new Set(refsOf(edits).map(holderOf));
  const taken = new Map<string, string>();
  for (const record of edits.put) {
    const path = pathOfRecord(record);
    if (path === null) continue;
    const claimant = holderOf(refOf(record));
    const before = get(store, root, pathKey(path));
    const holder = taken.get(path) ?? (before !== null && !edited.has(before) ? before : undefined);
    if (holder !== undefined) {
      return fail("invalid-record", `"${holder}" and "${claimant}" are both at "${path}".`, {
        path,
        records: [holder, claimant],
      });
    }
    taken.set(path, claimant);
  }
  return null;
}

function nameOf({ kind, id }: RecordRef): string {
  return `${kind} "${id}"`;
}
