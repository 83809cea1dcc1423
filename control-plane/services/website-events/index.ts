export { applyWebsiteEvents } from "./apply-website-events.ts";
