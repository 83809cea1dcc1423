export { listWebsites } from "./list-websites.ts";
export { listWebsitesInputSchema, type ListWebsitesInput } from "./schemas.ts";
