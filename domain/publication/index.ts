export {
  publicationStates,
  publicationStatesBefore,
  publicationStateSchema,
  publicationTransitions,
  type PublicationState,
} from "./publication-state.ts";
export { publishedCopy } from "./published-copy.ts";
export { stateOfServed, takeOver, type EditedStanding, type ServedStanding, type TakeOver } from "./take-over.ts";
export { instantOf, wallTimeOf, wallTimeSchema, type WallTime } from "./wall-time.ts";
export { offsetMs } from "./zone-offset.ts";
