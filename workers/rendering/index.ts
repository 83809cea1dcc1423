export { encodings, negotiateEncoding, type Encoding } from "./accept-encoding.ts";
export {
  englishBodyWords,
  mediaPath,
  passwordForm,
  renderBody,
  responsiveImage,
  splitPages,
  type BodyWords,
  type Heading,
  type ImageOptions,
  type PasswordFormOptions,
  type RenderBodyOptions,
  type RenderedBody,
} from "./body/index.ts";
export { contentSecurityPolicy } from "./csp.ts";
export { encode } from "./encode.ts";
export { escapeHtml, SafeHtml } from "./html.ts";
export { PageCache, type CachedPage } from "./page-cache.ts";
export { renderPage, type RenderContext, type RenderedPage } from "./render-page.ts";
export type { ThemeEngine } from "./theme-engine.ts";
export { themeEngine } from "./theme-store.ts";
