export { findOrMakeResource } from "./find-or-make-resource.ts";
export { resourceAt } from "./resource-path.ts";
