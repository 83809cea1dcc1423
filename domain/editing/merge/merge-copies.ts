import type { WorkingCopy } from "../working-copy.ts";
import { mergeBlocks, type Block } from "./merge-blocks.ts";
import { isSame, mergeWhole, type EditConflict, type Merged, type Sides } from "./sides.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The document with the changes of both: by field, of `seo` and `fields` by each of theirs, of the body by block. Lists of terms and
 * authors are sets: what either added is there, what either removed is not.
 */
export function mergeCopies(sides: Sides<WorkingCopy>): Merged<WorkingCopy> {
  const merged = mergeFields(sides as unknown as Sides<Fields>, "", mergeField);
  return { value: merged.value as WorkingCopy, conflicts: merged.conflicts };
}

/** Of anything else, by its own fields alone. */
export function mergeByField(sides: Sides<unknown>): Merged<unknown> {
  return mergeFields(sides as Sides<Fields>, "", (_, inner, path) => mergeWhole(inner, path));
}

type MergeField = (name: string, sides: Sides<unknown>, path: string) => Merged<unknown>;

function mergeFields({ base, theirs, yours }: Sides<Fields>, prefix: string, merge: MergeField): Merged<Fields> {
  const value: Record<string, unknown> = {};
  const conflicts: EditConflict[] = [];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(yours), ...Object.keys(base)])) {
    const merged = merge(name, { base: base[name], theirs: theirs[name], yours: yours[name] }, `${prefix}${name}`);
    if (merged.value !== undefined) value[name] = merged.value;
    conflicts.push(...merged.conflicts);
  }
  return { value, conflicts };
}

const mergeField: MergeField = (name, sides, path) => {
  const whole = mergeWhole(sides, path);
  if (whole.conflicts.length === 0) return whole;
  switch (name) {
    case "seo":
    case "fields":
      return mergeFields(sides as Sides<Fields>, `${path}.`, (_, inner, innerPath) => mergeWhole(inner, innerPath));
    case "termIds":
    case "authorIds":
      return { value: mergeSets(sides as Sides<readonly string[]>), conflicts: [] };
    case "body":
      return mergeBodies(sides as Sides<Fields & { readonly content: readonly Block[] }>, path);
    default:
      return whole;
  }
};

function mergeBodies(sides: Sides<Fields & { readonly content: readonly Block[] }>, path: string): Merged<unknown> {
  const content = mergeBlocks(
    { base: sides.base.content, theirs: sides.theirs.content, yours: sides.yours.content },
    `${path}.content`,
  );
  return { value: { ...sides.theirs, content: content.value }, conflicts: content.conflicts };
}

function mergeSets({ base, theirs, yours }: Sides<readonly string[]>): readonly string[] {
  const removed = new Set(base.filter((id) => !yours.includes(id)));
  const added = yours.filter((id) => !base.includes(id) && !theirs.includes(id));
  return [...theirs.filter((id) => !removed.has(id)), ...added];
}

/** Whether nothing would be written. */
export function isSameCopy(a: WorkingCopy, b: WorkingCopy): boolean {
  return isSame(a, b);
}
