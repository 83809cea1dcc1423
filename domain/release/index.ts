export { changeBetween, changeIdOf, inverseOf, type Change, type ChangeId, type LeafReplacement } from "./change.ts";
export { applyChange, type MergeLeaf, type Merges, type Rebased } from "./rebase.ts";
export {
  leafNames,
  leavesSchema,
  releaseIdSchema,
  releaseOf,
  type LeafName,
  type Leaves,
  type Release,
  type ReleaseId,
} from "./release.ts";
export { configurationSchema, wholeConfigurationSchema, type Configuration } from "#domain/configuration/index.ts";
export {
  exactLeafInputSchema,
  leafInputSchema,
  settingsBytesMax,
  themeSettingsSchema,
  type ExactLeafInput,
  type LeafInput,
} from "./leaf-values.ts";
