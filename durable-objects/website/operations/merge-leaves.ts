import {
  mergeConfigurations,
  wholeConfigurationSchema,
  type StoredConfiguration,
} from "#domain/configuration/index.ts";
import type { MergeLeaf, Merges } from "#domain/release/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** How leaves are merged that a change replaces and that moved since it was made. */
export function mergesOf(context: WebsiteContext): Merges {
  return { content: context.content.merge, configuration: mergerOfConfigurations(context) };
}

/** Values that are no longer kept conflict as wholes, and so does what would be more together than may be. */
function mergerOfConfigurations({ releases }: WebsiteContext): MergeLeaf {
  return (base, ours, theirs) => {
    const [before, active, wanted] = [base, ours, theirs].map((digest) => releases.value<StoredConfiguration>(digest));
    if (!before || !active || !wanted) return { conflicts: [] };
    const merging = mergeConfigurations(before, active, wanted);
    if ("conflicts" in merging) return { conflicts: merging.conflicts.map(({ part }) => part) };
    const faults = wholeConfigurationSchema.safeParse(merging.merged).error?.issues ?? [];
    return faults.length === 0
      ? { root: releases.putValue(merging.merged) }
      : { conflicts: faults.map(({ path }) => path.join(".")) };
  };
}
