export { contentSync } from "./content-sync.ts";
export { documents, documentVersions } from "./documents.ts";
export { events } from "./events.ts";
export { publications } from "./publications.ts";
export { records, recordVersions } from "./records.ts";
export { settings } from "./settings.ts";
export { websiteContent } from "./website-content.ts";
