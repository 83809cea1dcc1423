import type { Digest } from "#domain/digest/index.ts";
import type { Change } from "./change.ts";
import type { LeafName, Leaves } from "./release.ts";

/** Merges two values of a leaf that were made from one: what both sides changed, or the keys that both changed differently. */
export type MergeLeaf = (
  base: Digest,
  ours: Digest,
  theirs: Digest,
) => { readonly root: Digest } | { readonly conflicts: readonly string[] };

export type Rebased =
  | { readonly leaves: Leaves }
  | {
      readonly conflicts: readonly { readonly leaf: LeafName; readonly keys: readonly string[] }[];
    };

/** Leaves that are merged; the others are taken whole. */
export type Merges = Readonly<Record<"content" | "configuration", MergeLeaf>>;

/**
 * The release's leaves with a change applied. A leaf that moved since the change was made is a conflict,
 * unless it moved to where the change wants it; content is merged document by document, the configuration part by part.
 */
export function applyChange(active: Leaves, change: Change, merges: Merges): Rebased {
  const leaves: Leaves = { ...active };
  const conflicts: { leaf: LeafName; keys: readonly string[] }[] = [];
  for (const [name, replacement] of Object.entries(change.replaces)) {
    const leaf = name as LeafName;
    const current = active[leaf];
    if (current === replacement.from || current === replacement.to) {
      leaves[leaf] = replacement.to;
    } else if (leaf === "content" || leaf === "configuration") {
      const merged = merges[leaf](replacement.from, current, replacement.to);
      if ("root" in merged) leaves[leaf] = merged.root;
      else conflicts.push({ leaf, keys: merged.conflicts });
    } else {
      conflicts.push({ leaf, keys: [] });
    }
  }
  return conflicts.length === 0 ? { leaves } : { conflicts };
}
