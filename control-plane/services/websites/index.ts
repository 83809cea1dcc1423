export { listWebsites } from "./list-websites.ts";
export { listWebsitesInputSchema } from "./schemas.ts";
