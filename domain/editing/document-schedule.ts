import { documentTransitions, scheduledKinds } from "./document-states.ts";
import type { DocumentTransition, DocumentTransitionName, ScheduledKind } from "./document-states.ts";

/** When what waits of a document is due, in milliseconds since the epoch; null for what does not wait. */
export type Schedule = Readonly<Record<ScheduledKind, number | null>>;

/**
 * What of a schedule is not done any more once this is done to the document. When it goes stays set while that lies ahead: what is
 * due already, and has only not reached its website yet, must not take off what is published after it.
 */
export function replacedBy(name: DocumentTransitionName, schedule: Schedule, nowMs: number): readonly ScheduledKind[] {
  const { replaces = [] }: DocumentTransition = documentTransitions[name];
  const isOver = (kind: ScheduledKind) => name === "publish" && schedule[kind]! <= nowMs;
  return scheduledKinds.filter((kind) => schedule[kind] !== null && (replaces.includes(kind) || isOver(kind)));
}

/** Whether a document would be published only when it has been taken off, or at that very moment. */
export function isOutOfOrder({ publication, unpublishing }: Schedule): boolean {
  return publication !== null && unpublishing !== null && publication >= unpublishing;
}
