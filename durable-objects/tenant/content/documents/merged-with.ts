import { ok, type Result } from "#domain/errors/index.ts";
import {
  lastSegment,
  mergeCopies,
  pathAbove,
  pathBelow,
  withChanges,
  type DocumentChanges,
  type WorkingCopy,
} from "#domain/editing/index.ts";
import { editConflict } from "../edit-conflict.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, type DocumentRow } from "./document-row.ts";

/** Changes of the base, and a new last part of its path, merged with what has happened to it since. */
export function mergedWith(
  row: DocumentRow,
  base: WorkingCopy,
  changes: DocumentChanges,
  slug?: string,
): Result<WorkingCopy, "edit-conflict"> {
  const theirs = copyOf(row);
  const yours = withChanges(base, changes);
  const merged = mergeCopies({ base, theirs, yours });
  const { value } = merged;
  const conflicts = [...merged.conflicts, ...slugConflicts(base.path, theirs.path, slug)];
  // Each side alone may be right, and both together not: a note that one deleted, and the other refers to.
  const isBroken = conflicts.length === 0 && theirs !== base && !checkedCopy(value).ok && checkedCopy(yours).ok;
  if (conflicts.length === 0 && !isBroken) return ok(value);
  return editConflict(row.version, conflicts, { base, theirs, yours }, isBroken ? ["body"] : undefined);
}

/** Both gave it another last part. What it is below may have moved meanwhile, and a number may have been put after it. */
function slugConflicts(base: string, theirs: string, slug: string | undefined) {
  if (slug === undefined || slug === lastSegment(base) || lastSegment(theirs) === lastSegment(base)) return [];
  if (lastSegment(theirs).replace(/-\d+$/, "") === slug || lastSegment(theirs) === slug) return [];
  return [{ path: "path", base, theirs, yours: pathBelow(pathAbove(base), slug) }];
}
