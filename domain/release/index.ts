export { changeBetween, changeIdOf, type Change, type ChangeId, type LeafReplacement } from "./change.ts";
export { applyChange, type MergeLeaf, type Merges } from "./rebase.ts";
export {
  leafNames,
  leavesSchema,
  releaseIdSchema,
  releaseOf,
  type LeafName,
  type Leaves,
  type ReleaseId,
} from "./release.ts";
export { configurationSchema, type Configuration } from "#domain/configuration/index.ts";
export { exactLeafInputSchema, leafInputSchema, settingsBytesMax, type ExactLeafInput } from "./leaf-values.ts";
