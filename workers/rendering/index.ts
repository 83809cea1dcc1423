export { encodings, negotiateEncoding, type Encoding } from "./accept-encoding.ts";
export { contentSecurityPolicy } from "./csp.ts";
export { encode } from "./encode.ts";
export { escapeHtml } from "./html.ts";
export { PageCache, type CachedPage } from "./page-cache.ts";
export { renderPage, type RenderContext, type RenderedPage } from "./render-page.ts";
export type { ThemeEngine } from "./theme-engine.ts";
export { themeEngine } from "./theme-store.ts";
