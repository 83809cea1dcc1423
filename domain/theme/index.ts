export { assembleTheme, describeThemeFault, type AssembledTheme, type ThemeFault } from "./assemble-theme.ts";
export {
  mediaIdsOfSettings,
  themeSettingsSchemaSchema,
  usedThemeSettings,
  validateThemeSettings,
  type SettingFault,
  type ThemeSetting,
  type ThemeSettingsSchema,
} from "./settings-schema.ts";
export { isIgnoredThemeFile, isThemeText, themeFileFault, themeTextsBytesMax } from "./theme-files.ts";
export {
  assetPath,
  themeBytesMax,
  themeDigestOf,
  themeFileBytesMax,
  themeFilesMax,
  themeJsonSchema,
  themeManifestBytesMax,
  themePackageSchema,
  themePathSchema,
  type ThemePackage,
} from "./theme-package.ts";
