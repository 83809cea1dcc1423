export { listKey, listPrefix, documentKey, documentPrefix, pathKey } from "./content-keys.ts";
export { ContentStore } from "./content-store.ts";
export { sweepBudget, type SweepBudget, type SweepProgress } from "./content-sweep.ts";
export { difference, type Difference } from "./difference.ts";
export { editDocuments, type DocumentEdits, type DocumentStore } from "./edit-documents.ts";
export { merge, type Merged } from "./merge.ts";
export type { NodeStore } from "./node.ts";
export { scan, type ScanOptions } from "./scan.ts";
export { count, emptyRoot, entriesOf, get, reachable } from "./tree.ts";
