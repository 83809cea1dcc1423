export { feedOf } from "./feed.ts";
export { feedFormats, type FeedFile } from "./formats.ts";
export { llmsFullTxt, llmsTxt } from "./llms.ts";
export { robotsTxt, sitemapIndexXml, sitemapXml } from "./sitemap.ts";
