import type { EventBatch } from "#domain/contracts/index.ts";

type Sequenced = EventBatch["events"][number];

/**
 * Of a batch, what follows on what is stored, in order and without a gap. Repeats are left out, and so is
 * everything after a gap: the sender learns from the receipt where to go on.
 *
 * @param stored the highest sequence stored of this website and epoch; 0 for none
 */
export function eventsToApply(stored: number, events: readonly Sequenced[]): readonly Sequenced[] {
  const applied: Sequenced[] = [];
  for (const event of events.toSorted((a, b) => a.sequence - b.sequence)) {
    if (event.sequence === stored + applied.length + 1) applied.push(event);
  }
  return applied;
}
