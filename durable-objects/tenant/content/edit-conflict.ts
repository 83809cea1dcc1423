import { fail, type Failed } from "#domain/errors/index.ts";

interface Conflict {
  readonly path: string;
}
interface Sides {
  /** What whoever writes has read. */
  readonly base: unknown;
  /** What is there by now. */
  readonly theirs: unknown;
  readonly yours: unknown;
}

/** Both have changed the same since it was read: with all three sides, for somebody to decide. */
export function editConflict(
  version: number,
  conflicts: readonly Conflict[],
  { base, theirs, yours }: Sides,
  paths: readonly string[] = conflicts.map(({ path }) => path).toSorted(),
): Failed<"edit-conflict"> {
  const detail = "Somebody else has changed the same meanwhile: decide between the two.";
  return fail("edit-conflict", detail, { version, paths, conflicts, base, theirs, yours });
}
