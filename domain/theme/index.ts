export { assetPath, themeDigestOf, themePackageSchema, type ThemePackage } from "./theme-package.ts";
