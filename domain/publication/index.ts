export {
  publicationStates,
  publicationStatesBefore,
  publicationStateSchema,
  publicationTransitions,
  type PublicationState,
} from "./publication-state.ts";
export { publishedCopy } from "./published-copy.ts";
export { stateOfServed, takeOver, type EditedStanding } from "./take-over.ts";
export { instantOf, wallTimeSchema } from "./wall-time.ts";
export { offsetMs } from "./zone-offset.ts";
