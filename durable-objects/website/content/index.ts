export { changedRecords } from "./changed-records.ts";
export * from "./content-keys.ts";
export { ContentStore } from "./content-store.ts";
export { sweepBudget, type SweepBudget, type SweepProgress } from "./content-sweep.ts";
export { difference, type Difference } from "./difference.ts";
export { DigestCache } from "./digest-cache.ts";
export { editRecords, refOf, type EditFailure, type RecordEdits, type RecordStore } from "./edit-records.ts";
export { pathOfRecord } from "./entries-of-record.ts";
export { rankOf, sizeOf, sliceOf, type KeyRange, type SliceOptions } from "./key-range.ts";
export { merge, type Merged } from "./merge.ts";
export type { NodeStore } from "./node.ts";
export { findMediaFile } from "./record-rows.ts";
export { RedirectPatterns } from "./redirect-patterns.ts";
export { scan, type ScanOptions } from "./scan.ts";
export {
  findAlike,
  findMatches,
  hasOldWords,
  LiveRows,
  matchedTexts,
  plainText,
  rebuildSearchRows,
  type MatchedText,
} from "./search/index.ts";
export { countRecords, readParts, takeNode, takeRecord, type Children, type Parts } from "./transfer.ts";
export { count, emptyRoot, entriesOf, get, reachable } from "./tree.ts";
