export { changedRecords } from "./changed-records.ts";
export * from "./content-keys.ts";
export { ContentStore } from "./content-store.ts";
export { sweepBudget } from "./content-sweep.ts";
export { editRecords, refOf, type EditFailure, type RecordEdits } from "./edit-records.ts";
export { pathOfRecord } from "./entries-of-record.ts";
export { rankOf, sizeOf, sliceOf, type KeyRange, type SliceOptions } from "./key-range.ts";
export { merge, type Merged } from "./merge.ts";
export { findMediaFile, mediaFilesAfter } from "./record-rows.ts";
export { RedirectPatterns } from "./redirect-patterns.ts";
export { scan } from "./scan.ts";
export {
  findAlike,
  findMatches,
  lacksStems,
  LiveRows,
  matchedTexts,
  plainText,
  rebuildSearchRows,
  type MatchedText,
} from "./search/index.ts";
export { countRecords, readParts, takeNode, takeRecord, type Children, type Parts } from "./transfer.ts";
export { count, emptyRoot, entriesOf, get } from "./tree.ts";
