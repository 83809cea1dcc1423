import type { JsonValue } from "#domain/digest/index.ts";
import { editsBetween, isSame, partsOf, withParts, type StoredConfiguration } from "./parts.ts";

/** A part that two changed differently; a side that has no such part is left out. */
export interface PartConflict {
  readonly part: string;
  readonly base?: JsonValue;
  /** What it has become meanwhile. */
  readonly theirs?: JsonValue;
  readonly yours?: JsonValue;
}

export type MergedConfiguration =
  | { readonly merged: StoredConfiguration }
  | { readonly conflicts: readonly PartConflict[] };

/** Two configurations made of one, part by part: only what both changed, and not to the same, is a conflict. */
export function mergeConfigurations(
  base: StoredConfiguration,
  theirs: StoredConfiguration,
  yours: StoredConfiguration,
): MergedConfiguration {
  const edits = editsBetween(base, yours);
  const [before, now] = [partsOf(base), partsOf(theirs)];
  const conflicts: PartConflict[] = [];
  for (const [part, wanted] of edits) {
    const [was, is] = [before.get(part), now.get(part)];
    if (!isSame(was, is) && !isSame(is, wanted))
      conflicts.push({ part, ...present({ base: was, theirs: is, yours: wanted }) });
  }
  return conflicts.length === 0 ? { merged: withParts(theirs, edits) } : { conflicts };
}

function present<Sides extends Record<string, JsonValue | undefined>>(
  sides: Sides,
): Partial<Record<keyof Sides, JsonValue>> {
  return Object.fromEntries(Object.entries(sides).filter(([, value]) => value !== undefined)) as Partial<
    Record<keyof Sides, JsonValue>
  >;
}
