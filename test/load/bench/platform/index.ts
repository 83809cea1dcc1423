export type { ApiPool } from "./api-pool.ts";
export { benchPage, pagePath, smallPage } from "./bench-documents.ts";
export { createWebsites, deploy, publish, type BenchWebsite } from "./create-websites.ts";
export { expectSameBytes, readPageBytes, type PageBytes } from "./read-page-bytes.ts";
export { openWorkbench, type Workbench } from "./workbench.ts";
