export {
  configurationSchema,
  settingsDefaults,
  settingsPatchSchema,
  settingsSchema,
  wholeConfigurationSchema,
  type Configuration,
  type Settings,
  type SettingsPatch,
} from "./configuration.ts";
export { differenceOf, partDifferenceSchema, type PartDifference } from "./difference.ts";
export { configurationEditsSchema, partEditsOf, type ConfigurationEdits } from "./edits.ts";
export {
  environmentSchema,
  secretVersionSchema,
  valueBytesMax,
  variableNameSchema,
  variableSchema,
  variablesMax,
  variableValueSchema,
  type Environment,
  type Variable,
} from "./environment.ts";
export {
  anyFlagNameSchema,
  featureFlagSchema,
  flagNameSchema,
  flagsMax,
  flagsSchema,
  type FeatureFlag,
} from "./flags.ts";
export { mergeConfigurations, type MergedConfiguration, type PartConflict } from "./merge.ts";
export { partsOf, withParts, type PartEdits, type Parts, type StoredConfiguration } from "./parts.ts";
