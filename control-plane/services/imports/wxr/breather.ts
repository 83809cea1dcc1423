import { setImmediate } from "node:timers/promises";

/** So long others wait at most, in milliseconds, as far as single steps are shorter. */
const heldMsMax = 25;

/**
 * Makes a function to be called between the steps of long work that never waits for anything by itself: now and then it lets
 * others of the process have their turn. A service that does not answer for seconds is taken for hung.
 */
export function breather(): () => Promise<void> | undefined {
  let heldSinceMs = performance.now();
  return () => {
    if (performance.now() - heldSinceMs < heldMsMax) return undefined;
    return setImmediate().then(() => {
      heldSinceMs = performance.now();
    });
  };
}
