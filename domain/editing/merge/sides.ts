import { canonicalJson } from "#domain/digest/index.ts";

/** Something as both had read it, as somebody else has changed it meanwhile, and as it is to be. */
export interface Sides<Value> {
  readonly base: Value;
  readonly theirs: Value;
  readonly yours: Value;
}

/** What both changed, differently. */
export interface EditConflict extends Sides<unknown> {
  /** Such as `title`, `seo.canonical` or `body.content[3]`; places in lists are those of the base. */
  readonly path: string;
}

export interface Merged<Value> {
  /** Theirs, where there is a conflict. */
  readonly value: Value;
  readonly conflicts: readonly EditConflict[];
}

export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
}

/** Taken whole from the one who changed it. */
export function mergeWhole<Value>({ base, theirs, yours }: Sides<Value>, path: string): Merged<Value> {
  if (isSame(base, yours) || isSame(theirs, yours)) return { value: theirs, conflicts: [] };
  if (isSame(base, theirs)) return { value: yours, conflicts: [] };
  return { value: theirs, conflicts: [{ path, base, theirs, yours }] };
}
