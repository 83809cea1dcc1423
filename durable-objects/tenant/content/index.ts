export { contentVerbs } from "./content-verbs.ts";
export type { ContentContext } from "./verb.ts";
