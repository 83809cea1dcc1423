import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import { documentBytesMax, type Document } from "#domain/document/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { apply, type Edit } from "./apply.ts";
import { documentKey, entriesOfDocument, pathKey } from "./content-keys.ts";
import type { NodeStore } from "./node.ts";
import { get } from "./tree.ts";

/** Where documents are kept, by the digest of their canonical JSON. */
export interface DocumentStore {
  readDocument(digest: Digest): Document;
  /** Idempotent. */
  writeDocument(document: Document): Digest;
}

export interface DocumentEdits {
  readonly put: readonly Document[];
  readonly delete: readonly string[];
}

type EditFailure = "invalid-document" | "document-not-found";

/**
 * The tree with documents put and deleted, their path and list keys with them. Put replaces the document of
 * the same id. Documents may trade paths in one call.
 *
 * Fails with `document-not-found` when one to be deleted is not there, and with `invalid-document` when an id
 * is named twice, a document is too long or two of the result would share a path; then nothing was written.
 */
export function editDocuments(
  store: NodeStore & DocumentStore,
  root: Digest,
  edits: DocumentEdits,
): Result<Digest, EditFailure> {
  const refusal =
    repeatedId(edits) ?? tooLong(edits) ?? missingDocument(store, root, edits) ?? sharedPath(store, root, edits);
  if (refusal !== null) return refusal;
  const before = new Map<string, string>();
  for (const documentId of [...edits.delete, ...edits.put.map((document) => document.documentId)]) {
    const digest = get(store, root, documentKey(documentId));
    if (digest === null) continue;
    for (const [key, value] of entriesOfDocument(store.readDocument(digest), digest)) before.set(key, value);
  }
  const after = new Map<string, string>();
  for (const document of edits.put) {
    for (const [key, value] of entriesOfDocument(document, store.writeDocument(document))) after.set(key, value);
  }
  return ok(apply(store, root, editsBetween(before, after)));
}

/** Leaves out what stays, so that a new text under an old path and date touches one leaf, not three. */
function editsBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Edit[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => ({ key, value: after.get(key) ?? null }));
}

function repeatedId(edits: DocumentEdits) {
  const seen = new Set<string>();
  for (const documentId of [...edits.delete, ...edits.put.map((document) => document.documentId)]) {
    if (seen.has(documentId)) {
      return fail("invalid-document", `The document "${documentId}" is named twice.`, { documentIds: [documentId] });
    }
    seen.add(documentId);
  }
  return null;
}

function tooLong(edits: DocumentEdits) {
  const encoder = new TextEncoder();
  const document = edits.put.find((each) => encoder.encode(canonicalJson(each)).byteLength > documentBytesMax);
  return document === undefined
    ? null
    : fail("invalid-document", `The document "${document.documentId}" is longer than ${documentBytesMax} bytes.`, {
        documentIds: [document.documentId],
      });
}

function missingDocument(store: NodeStore, root: Digest, edits: DocumentEdits) {
  const documentId = edits.delete.find((id) => get(store, root, documentKey(id)) === null);
  return documentId === undefined
    ? null
    : fail("document-not-found", `There is no document "${documentId}" to delete.`, { documentIds: [documentId] });
}

/** Whoever holds a path keeps it, unless it is itself put (then its new path counts) or deleted. */
function sharedPath(store: NodeStore, root: Digest, edits: DocumentEdits) {
  const edited = new Set([...edits.delete, ...edits.put.map((document) => document.documentId)]);
  const taken = new Map<string, string>();
  for (const { documentId, path } of edits.put) {
    const before = get(store, root, pathKey(path));
    const holder = taken.get(path) ?? (before !== null && !edited.has(before) ? before : undefined);
    if (holder !== undefined) {
      return fail("invalid-document", `The documents "${holder}" and "${documentId}" are both at "${path}".`, {
        path,
        documentIds: [holder, documentId],
      });
    }
    taken.set(path, documentId);
  }
  return null;
}
