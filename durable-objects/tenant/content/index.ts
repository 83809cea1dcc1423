export { contentVerbs } from "./content-verbs.ts";
export { deliverAll } from "./publications/deliver-all.ts";
export { syncMoved, type MovedList } from "./sync/sync-moved.ts";
export { syncWebsite } from "./sync/sync-website.ts";
export type { ContentContext } from "./verb.ts";
