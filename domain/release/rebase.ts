import type { Digest } from "#domain/digest/index.ts";
import type { Change } from "./change.ts";
import type { LeafName, Leaves } from "./release.ts";

/** Merges two content roots made from one: both sides' documents, or the keys that both changed differently. */
export type MergeContent = (
  base: Digest,
  ours: Digest,
  theirs: Digest,
) => { readonly root: Digest } | { readonly conflicts: readonly string[] };

export type Rebased =
  | { readonly leaves: Leaves }
  | {
      readonly conflicts: readonly { readonly leaf: LeafName; readonly keys: readonly string[] }[];
    };

/**
 * The release's leaves with a change applied. A leaf that moved since the change was made is a conflict,
 * unless it moved to where the change wants it; content is merged document by document.
 */
export function applyChange(active: Leaves, change: Change, mergeContent: MergeContent): Rebased {
  const leaves: Leaves = { ...active };
  const conflicts: { leaf: LeafName; keys: readonly string[] }[] = [];
  for (const [name, replacement] of Object.entries(change.replaces)) {
    const leaf = name as LeafName;
    const current = active[leaf];
    if (current === replacement.from || current === replacement.to) {
      leaves[leaf] = replacement.to;
    } else if (leaf === "content") {
      const merged = mergeContent(replacement.from, current, replacement.to);
      if ("root" in merged) leaves.content = merged.root;
      else conflicts.push({ leaf, keys: merged.conflicts });
    } else {
      conflicts.push({ leaf, keys: [] });
    }
  }
  return conflicts.length === 0 ? { leaves } : { conflicts };
}
