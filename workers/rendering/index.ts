export { encodings, negotiateEncoding, type Encoding } from "./accept-encoding.ts";
export {
  englishBodyWords,
  mediaPath,
  passwordForm,
  renderBody,
  responsiveImage,
  type BodyWords,
  type Heading,
  type ImageOptions,
  type PasswordFormOptions,
  type RenderBodyOptions,
  type RenderedBody,
} from "./body/index.ts";
export { checkTemplates } from "./check-templates.ts";
export { contentSecurityPolicy, inlineHashes } from "./csp.ts";
export { encode } from "./encode.ts";
export { escapeHtml, SafeHtml } from "./html.ts";
export { PageCache, type CachedPage, type PageLock } from "./page-cache.ts";
export { renderPage, type RenderContext, type RenderedPage } from "./render-page.ts";
export { createThemeEngine, type ThemeEngine, type ThemeSources } from "./theme-engine.ts";
export type { ShownPage } from "./shown-page.ts";
export { describeFault, type TemplateFault } from "./liquid/template-fault.ts";
export { zoneOffset } from "./time-zone.ts";
export { themeEngine } from "./theme-store.ts";
