export { findMatches } from "./find-matches.ts";
export { LiveRows } from "./live-rows.ts";
export { matchedTexts, plainText, type MatchedText } from "./matched-texts.ts";
export { findAlike } from "./names.ts";
export { addSearchRow, lacksStems, rebuildSearchRows, removeSearchRow } from "./search-rows.ts";
