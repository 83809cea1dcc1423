export { websiteStatusSchema, websiteTransitions, type WebsiteStatus } from "./status.ts";
export {
  heldHostnames,
  movedBelow,
  movedHostnamesMax,
  movedTo,
  renamed,
  withHostnames,
  withoutMoved,
  type SiteNames,
} from "./site-names.ts";
export { websiteFilter } from "./filter.ts";
