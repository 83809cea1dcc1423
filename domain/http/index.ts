export { entityTag, isKnown, versionToMatch } from "./preconditions.ts";
