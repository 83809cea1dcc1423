export { digestToMatch, entityTag, hasTag, isKnown, versionToMatch } from "./preconditions.ts";
