export { findOrMakeResource } from "./find-or-make-resource.ts";
export { resourceAt, type Resource } from "./resource-path.ts";
