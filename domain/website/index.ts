export { websiteStatusSchema, websiteStatuses, websiteTransitions, type WebsiteStatus } from "./status.ts";
