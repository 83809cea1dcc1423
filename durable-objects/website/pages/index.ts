export { ContentView } from "./content-view.ts";
export { feedAt } from "./feed.ts";
export { listedDocument } from "./listed-document.ts";
export { pageFrame } from "./page-frame.ts";
export { readPage, type PageRequest } from "./read-page.ts";
export type { FindText } from "./search-page.ts";
export { sitemapPart } from "./sitemap.ts";
export { Suggestions } from "./suggestions.ts";
