export { contentActorSchema, type ContentActor } from "./content-actor.ts";
export {
  documentStates,
  documentStateSchema,
  documentTransitions,
  isEditable,
  scheduledKinds,
  stateAfter,
  type DocumentState,
  type DocumentTransitionName,
  type ScheduledKind,
} from "./document-states.ts";
export { isOutOfOrder, replacedBy, type Schedule } from "./document-schedule.ts";
export {
  hierarchyDepthMax,
  isReservedPath,
  lastSegment,
  movedPath,
  newPathFault,
  pathAbove,
  pathBelow,
  pathCandidates,
  slugOf,
} from "./paths.ts";
export { searchQuery, searchWords } from "./search-words.ts";
export { supersededHoursMax, supersedingMinutes, versionKindSchema, type VersionKind } from "./versions.ts";
export {
  documentChangesSchema,
  documentOfCopy,
  newDocumentSchema,
  withChanges,
  workingCopySchema,
  type DocumentChanges,
  type NewDocument,
  type WorkingCopy,
} from "./working-copy.ts";
export { changedRanges } from "./merge/changed-ranges.ts";
export { isSameCopy, mergeByField, mergeCopies } from "./merge/merge-copies.ts";
export { newReferences, type FieldReference } from "./field-references.ts";
export { fieldFault, type FieldValues, type RequiredFields } from "./check-fields.ts";
export { compareCopies, type Comparison } from "./compare-copies.ts";
