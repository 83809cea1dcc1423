import { tickMs, type TickCounter } from "./tick-counter.ts";

export interface TickEffects {
  now(): number;
  /** Resolves after this many milliseconds, whatever the clock does: the only timer of its context. */
  wait(ms: number): Promise<unknown>;
  /** Whether there is anything for which ticks have to be counted. */
  needed(): boolean;
}

/**
 * Counts ticks for as long as a carrier may and leases are held. Should it be cut off, the counter notices
 * the silence.
 *
 * @param begun the carrier that was begun for this count; null to take over from the one that counts
 */
export async function countTicks(counter: TickCounter, effects: TickEffects, begun: number | null): Promise<void> {
  const carrier = begun ?? counter.begin(effects.now());
  try {
    do await effects.wait(tickMs);
    while (counter.tick(carrier, effects.now()) && effects.needed());
  } finally {
    counter.end(carrier);
  }
}
