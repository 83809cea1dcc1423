export { entityTag, hasTag, isKnown, versionToMatch } from "./preconditions.ts";
