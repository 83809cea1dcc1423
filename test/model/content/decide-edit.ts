import { isEditable, stateAfter, type DocumentState } from "#domain/editing/index.ts";
import { isSameCopy, mergeCopies } from "./copy.ts";
import type { Answer, Operation, Transition } from "./operations.ts";
import { freePath, isPathTaken } from "./places.ts";
import { copyOf, withRows, withWritten, type Row, type World } from "./world.ts";

/** The world after what an editor decided, and what they are answered; nothing of it has reached the site yet. */
export interface Decided {
  readonly world: World;
  readonly answer: Answer;
}
type Of<Kind extends Operation["kind"]> = Extract<Operation, { readonly kind: Kind }>;

export function create(world: World, { documentId, copy }: Of<"create">): Decided {
  if (isPathTaken(world, copy.path, documentId)) return refused(world, "path-taken");
  const row: Row = {
    ...{ version: 1, copies: [copy], state: "draft", isTrashed: false, publication: null, unpublishing: null },
    ...{ servedVersion: null, servedPath: null, scheduledVersion: null, isScheduled: false, isToGo: false },
  };
  return written(world, documentId, row);
}

/** Saves what was read, merged with what others have saved since. */
export function save(world: World, { of, changes }: Of<"save">): Decided {
  const row = world.rows.get(of.documentId);
  if (row === undefined) return refused(world, "document-not-found");
  if (!isEditable(row.state, row.isTrashed)) return refused(world, "invalid-document-state");
  const base = row.copies[of.version - 1];
  if (base === undefined || of.version > row.version) return refused(world, "version-mismatch");
  const theirs = copyOf(row);
  const merged = mergeCopies(base, theirs, { ...base, ...changes });
  if (merged === null) return refused(world, "edit-conflict");
  const isElsewhere = merged.path !== theirs.path;
  if (isElsewhere && isPathTaken(world, merged.path, of.documentId)) return refused(world, "path-taken");
  return written(world, of.documentId, isSameCopy(merged, theirs) ? row : withWritten(row, merged));
}

/** An older version is the next one, where the document stands. */
export function restoreVersion(world: World, { of, version }: Of<"restore-version">): Decided {
  const row = world.rows.get(of.documentId);
  if (row === undefined) return refused(world, "document-not-found");
  const base = row.copies[version - 1];
  if (base === undefined) return refused(world, "document-version-not-found");
  if (!isEditable(row.state, row.isTrashed)) return refused(world, "invalid-document-state");
  const restored = { ...base, path: copyOf(row).path };
  if (isSameCopy(copyOf(row), restored)) return written(world, of.documentId, row);
  if (row.version !== of.version) return refused(world, "version-mismatch");
  return written(world, of.documentId, withWritten(row, restored));
}

/** At its path, or the next that is free. */
export function takeFromTrash(world: World, { of }: Of<"transition">): Decided {
  const row = world.rows.get(of.documentId);
  if (row === undefined) return refused(world, "document-not-found");
  if (!row.isTrashed) return written(world, of.documentId, row);
  if (row.version !== of.version) return refused(world, "version-mismatch");
  const copy = copyOf(row);
  const path = freePath(world, copy.path, of.documentId);
  return written(world, of.documentId, { ...withWritten(row, { ...copy, path }), isTrashed: false });
}

/** The state that something done to a document as a whole leads to; a failure where it cannot be done. */
export function stateOf(row: Row, { of, transition }: Of<"transition">): DocumentState | Answer {
  if (row.version !== of.version) return { code: "version-mismatch" };
  const target = targets[transition as keyof typeof targets];
  const after = row.isTrashed ? null : stateAfter(row.state, transition as keyof typeof targets);
  if (after !== null) return after;
  return row.state === target ? target : { code: "invalid-document-state" };
}
const targets = {
  submit: "in-review",
  withdraw: "draft",
  archive: "archived",
  unarchive: "draft",
} as const satisfies Partial<Record<Transition, DocumentState>>;

export function written(world: World, documentId: string, row: Row): Decided {
  const isSame = world.rows.get(documentId) === row;
  const { version, state } = row;
  return { world: isSame ? world : withRows(world, [[documentId, row]]), answer: { code: "ok", version, state } };
}

export function refused(world: World, code: string): Decided {
  return { world, answer: { code } };
}
