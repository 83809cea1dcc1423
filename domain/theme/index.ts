export { assembleTheme, describeThemeFault, type AssembledTheme, type ThemeFault } from "./assemble-theme.ts";
export {
  mediaIdsOfSettings,
  themeSettingsSchemaSchema,
  usedThemeSettings,
  validateThemeSettings,
} from "./settings-schema.ts";
export { isIgnoredThemeFile, isThemeText, themeTextsBytesMax } from "./theme-files.ts";
export {
  assetPath,
  themeBytesMax,
  themeDigestOf,
  themeFileBytesMax,
  themeFilesMax,
  themeManifestBytesMax,
  themePackageSchema,
  type ThemePackage,
} from "./theme-package.ts";
