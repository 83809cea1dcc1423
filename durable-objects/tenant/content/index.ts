export { contentVerbs } from "./content-verbs.ts";
export { deliverAll } from "./publications/deliver-all.ts";
export { filesOf, namedFiles } from "./media/named-files.ts";
export { valueOf } from "./value-of.ts";
export { syncMoved, type MovedList } from "./sync/sync-moved.ts";
export { syncWebsite } from "./sync/sync-website.ts";
export type { ContentContext } from "./verb.ts";
