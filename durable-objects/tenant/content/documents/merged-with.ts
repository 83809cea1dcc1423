import { ok, type Result } from "#domain/errors/index.ts";
import { mergeCopies, withChanges, type DocumentChanges, type WorkingCopy } from "#domain/editing/index.ts";
import { editConflict } from "../edit-conflict.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, type DocumentRow } from "./document-row.ts";

/** Changes of the base, merged with what has happened to it since. */
export function mergedWith(
  row: DocumentRow,
  base: WorkingCopy,
  changes: DocumentChanges,
): Result<WorkingCopy, "edit-conflict"> {
  const theirs = copyOf(row);
  const yours = withChanges(base, changes);
  const { value, conflicts } = mergeCopies({ base, theirs, yours });
  // Each side alone may be right, and both together not: a note that one deleted, and the other refers to.
  const isBroken = conflicts.length === 0 && theirs !== base && !checkedCopy(value).ok && checkedCopy(yours).ok;
  if (conflicts.length === 0 && !isBroken) return ok(value);
  return editConflict(row.version, conflicts, { base, theirs, yours }, isBroken ? ["body"] : undefined);
}
