import { tickMs, type TickCounter } from "./tick-counter.ts";

export interface TickEffects {
  now(): number;
  /** Resolves after this many milliseconds, whatever the clock does: a call to the waiter. */
  wait(ms: number): Promise<unknown>;
  /** Whether there is anything for which ticks have to be counted. */
  needed(): boolean;
}

/**
 * Counts ticks for as long as a carrier may and leases are held. Keep the promise alive with the request's
 * `waitUntil`; should it be cut off, the counter notices the silence.
 */
export async function countTicks(counter: TickCounter, effects: TickEffects): Promise<void> {
  const carrier = counter.begin(effects.now());
  try {
    do await effects.wait(tickMs);
    while (counter.tick(carrier, effects.now()) && effects.needed());
  } finally {
    counter.end(carrier);
  }
}
