export {
  publicationStates,
  publicationStatesBefore,
  publicationStateSchema,
  publicationTransitions,
  type PublicationState,
} from "./publication-state.ts";
export { instantOf, wallTimeOf, wallTimeSchema, type WallTime } from "./wall-time.ts";
export { offsetMs } from "./zone-offset.ts";
