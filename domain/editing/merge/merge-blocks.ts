import { canonicalJson } from "#domain/digest/index.ts";
import { changedRanges, type ChangedRange } from "./changed-ranges.ts";
import { hasMisplacedBlock } from "./misplaced-block.ts";
import { isSame, mergeWhole, type EditConflict, type Merged, type Sides } from "./sides.ts";

/** As much as merging has to know of a node of a body. */
export interface Block {
  readonly type: string;
  readonly content?: readonly Block[] | undefined;
}

/** Nodes that hold blocks and may hold any number of them: two people may be at work in one. */
const containers = new Set([
  ...["blockquote", "bulletList", "orderedList", "listItem", "callout", "details", "cover", "column"],
  ...["definitionDescription", "footnotes", "footnote"],
]);

/**
 * The blocks with the changes of both. What only one changed is as they have it; what both changed alike, as both have it; within a
 * quote, a list and the like, what each changed. The rest is in conflict: also what both inserted at one place, and what both moved.
 */
export function mergeBlocks(sides: Sides<readonly Block[]>, path: string): Merged<readonly Block[]> {
  const { base } = sides;
  const theirs = changedRanges(base, sides.theirs, canonicalJson);
  const yours = changedRanges(base, sides.yours, canonicalJson);
  const value: Block[] = [];
  const conflicts: EditConflict[] = [];
  let position = 0;
  for (const group of groupsOf(theirs, yours)) {
    value.push(...base.slice(position, group.start));
    const merged = mergeGroup(
      {
        base: base.slice(group.start, group.end),
        theirs: withRanges(base, group, group.theirs),
        yours: withRanges(base, group, group.yours),
      },
      `${path}[${group.start}]`,
    );
    value.push(...merged.value);
    conflicts.push(...merged.conflicts);
    position = group.end;
  }
  value.push(...base.slice(position));
  if (conflicts.length === 0 && hasMisplacedBlock(sides, value)) {
    return { value: sides.theirs, conflicts: [{ path, ...sides }] };
  }
  return { value, conflicts };
}

function mergeGroup(sides: Sides<readonly Block[]>, path: string): Merged<readonly Block[]> {
  const whole = mergeWhole(sides, path);
  if (whole.conflicts.length === 0) return whole;
  const [base, theirs, yours] = [onlyOf(sides.base), onlyOf(sides.theirs), onlyOf(sides.yours)];
  if (base === null || theirs === null || yours === null) return whole;
  const isContainer = containers.has(base.type) && base.type === theirs.type && base.type === yours.type;
  if (!isContainer || !isSame(apartFromContent(theirs), apartFromContent(yours))) return whole;
  const content = mergeBlocks(
    { base: base.content ?? [], theirs: theirs.content ?? [], yours: yours.content ?? [] },
    `${path}.content`,
  );
  // Each may have deleted what the other kept; a container may not be empty.
  return content.value.length === 0
    ? whole
    : { value: [{ ...theirs, content: content.value }], conflicts: content.conflicts };
}

function onlyOf(blocks: readonly Block[]): Block | null {
  return blocks.length === 1 ? blocks[0]! : null;
}

function apartFromContent(block: Block): unknown {
  return { ...block, content: null };
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly theirs: readonly ChangedRange<Block>[];
  readonly yours: readonly ChangedRange<Block>[];
}

/** Changes that meet are one group; the others are each alone. In order. */
function groupsOf(theirs: readonly ChangedRange<Block>[], yours: readonly ChangedRange<Block>[]): readonly Group[] {
  const groups: Group[] = [];
  const all = [
    ...theirs.map((range) => ({ range, theirs: [range], yours: [] })),
    ...yours.map((range) => ({ range, theirs: [], yours: [range] })),
  ].toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  for (const { range, ...by } of all) {
    const last = groups.at(-1);
    if (last === undefined || !meets(last, range)) {
      groups.push({ start: range.start, end: range.end, ...by });
      continue;
    }
    groups[groups.length - 1] = {
      start: last.start,
      end: Math.max(last.end, range.end),
      theirs: [...last.theirs, ...by.theirs],
      yours: [...last.yours, ...by.yours],
    };
  }
  return groups;
}

type Range = Pick<ChangedRange<Block>, "start" | "end">;

/** Insertions meet at one place; what is inserted before or after a range does not meet it. */
function meets(a: Range, b: Range): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}

/** What one of the two has for the group's range. */
function withRanges(base: readonly Block[], { start, end }: Range, ranges: readonly ChangedRange<Block>[]): Block[] {
  const blocks: Block[] = [];
  let position = start;
  for (const range of ranges) {
    blocks.push(...base.slice(position, range.start), ...range.items);
    position = range.end;
  }
  return [...blocks, ...base.slice(position, end)];
}
