export {
  configurationSchema,
  settingsDefaults,
  settingsPatchSchema,
  settingsSchema,
  wholeConfigurationSchema,
  type Configuration,
} from "./configuration.ts";
export { differenceOf, partDifferenceSchema, type PartDifference } from "./difference.ts";
export { configurationEditsSchema, partEditsOf, type ConfigurationEdits } from "./edits.ts";
export {
  environmentSchema,
  secretVersionSchema,
  variableNameSchema,
  variableSchema,
  variablesMax,
  variableValueSchema,
  type Environment,
  type Variable,
} from "./environment.ts";
export { anyFlagNameSchema, featureFlagSchema, flagNameSchema } from "./flags.ts";
export { mergeConfigurations } from "./merge.ts";
export { withParts, type StoredConfiguration } from "./parts.ts";
