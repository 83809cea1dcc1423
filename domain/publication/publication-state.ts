import { z } from "zod";

/** What each state of a publication means to whoever asked for it. */
export const publicationStates = {
  waiting: "It is decided, and its website has still to be told.",
  scheduled: "Its website holds exactly what it will publish, and publishes it when it is due.",
  withdrawing: "It is taken back, and its website has still to be told; it may have come due before.",
  placed: "Visitors get it.",
  failed: "Its website refused it and says why; nothing of it was published.",
  cancelled: "It was taken back before it was due; nothing of it was published.",
} as const;

export type PublicationState = keyof typeof publicationStates;
export const publicationStateSchema = z.enum(
  Object.keys(publicationStates) as [PublicationState, ...PublicationState[]],
);

/** From each state, the states that may follow it. */
export const publicationTransitions: Readonly<Record<PublicationState, readonly PublicationState[]>> = {
  waiting: ["scheduled", "placed", "failed", "withdrawing", "cancelled"],
  scheduled: ["placed", "failed", "withdrawing", "cancelled"],
  // Until its website has heard of that, it publishes what is due.
  withdrawing: ["cancelled", "placed", "failed"],
  placed: [],
  failed: [],
  cancelled: [],
};

/** The states from which this one may be reached. */
export function publicationStatesBefore(state: PublicationState): readonly PublicationState[] {
  return publicationStateSchema.options.filter((before) => publicationTransitions[before].includes(state));
}
