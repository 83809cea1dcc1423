export {
  themeSettingsSchemaSchema,
  validateThemeSettings,
  type SettingFault,
  type ThemeSetting,
  type ThemeSettingsSchema,
} from "./settings-schema.ts";
export {
  assetPath,
  themeBytesMax,
  themeDigestOf,
  themeFileBytesMax,
  themeFilesMax,
  themeJsonSchema,
  themePackageSchema,
  themePathSchema,
  type ThemePackage,
} from "./theme-package.ts";
