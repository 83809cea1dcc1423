export { importReportLines } from "./import-report-lines.ts";
export { imports, type ImportRow } from "./imports.ts";
export { platformSchema } from "./platform.ts";
export { tenants } from "./tenants.ts";
export { websiteEvents } from "./website-events.ts";
export { websites } from "./websites.ts";
