export { changeBetween, changeIdOf, inverseOf, type Change, type ChangeId, type LeafReplacement } from "./change.ts";
export { applyChange, type MergeContent, type Rebased } from "./rebase.ts";
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
export {
  configurationSchema,
  exactLeafInputSchema,
  leafInputSchema,
  settingsBytesMax,
  themeSettingsSchema,
  type Configuration,
  type ExactLeafInput,
  type LeafInput,
} from "./leaf-values.ts";
