import { canonicalJson } from "#domain/digest/index.ts";
import type { BlockNode } from "#domain/document/index.ts";
import { changedRanges } from "./merge/changed-ranges.ts";
import { isSame } from "./merge/sides.ts";
import type { WorkingCopy } from "./working-copy.ts";

export interface Comparison {
  /** By path, such as `title` or `seo.canonical`; what one of them has not is undefined. */
  readonly fields: readonly { readonly path: string; readonly from: unknown; readonly to: unknown }[];
  /** From this block of the first on, these went and those came. */
  readonly blocks: readonly {
    readonly at: number;
    readonly removed: readonly BlockNode[];
    readonly added: readonly BlockNode[];
  }[];
}

/** What differs between two editions of a document: by field, and of the body by block. */
export function compareCopies(from: WorkingCopy, to: WorkingCopy): Comparison {
  const [before, after] = [fieldsOf(from), fieldsOf(to)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return {
    fields: paths
      .map((path) => ({ path, from: before.get(path), to: after.get(path) }))
      .filter((field) => !isSame(field.from, field.to)),
    blocks: changedRanges(from.body.content, to.body.content, canonicalJson).map(({ start, end, items }) => ({
      at: start,
      removed: from.body.content.slice(start, end),
      added: items,
    })),
  };
}

/** All but the body, those of `seo` and `fields` one by one. */
function fieldsOf({ seo, fields, ...rest }: WorkingCopy): ReadonlyMap<string, unknown> {
  const own = Object.entries(rest).filter(([name]) => name !== "body");
  const within = (name: string, values: object) =>
    Object.entries(values).map(([key, value]) => [`${name}.${key}`, value] as const);
  return new Map<string, unknown>([...own, ...within("seo", seo), ...within("fields", fields)]);
}
