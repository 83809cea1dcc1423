import type { WorkingCopy } from "../working-copy.ts";
import { mergeBlocks, type Block } from "./merge-blocks.ts";
import { isSame, mergeWhole, type EditConflict, type Merged, type Sides } from "./sides.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The document with the changes of both: by field, of `seo` and `fields` by each of theirs, of the body by block. Of terms and authors
 * what either added is there, and what either removed is not, in the order of whoever changed that.
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
      return mergeIds(sides as Sides<readonly string[]>, path);
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

/** Who is named first matters: two orders are in conflict. */
function mergeIds({ base, theirs, yours }: Sides<readonly string[]>, path: string): Merged<readonly string[]> {
  const kept = base.filter((id) => theirs.includes(id) && yours.includes(id));
  const orderOf = (ids: readonly string[]) => ids.filter((id) => kept.includes(id));
  const order = mergeWhole({ base: kept, theirs: orderOf(theirs), yours: orderOf(yours) }, path);
  if (order.conflicts.length > 0) return { value: theirs, conflicts: [{ path, base, theirs, yours }] };
  const ordered = isSame(orderOf(theirs), kept) && !isSame(orderOf(yours), kept) ? [yours, theirs] : [theirs, yours];
  const isThere = (id: string) => kept.includes(id) || !base.includes(id);
  return { value: [...new Set(ordered.flat())].filter(isThere), conflicts: [] };
}

/** Whether nothing would be written. */
export function isSameCopy(a: WorkingCopy, b: WorkingCopy): boolean {
  return isSame(a, b);
}
