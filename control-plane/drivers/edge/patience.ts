import { setTimeout as sleep } from "node:timers/promises";
import { EdgeUnavailable } from "./port.ts";

const firstDelayMs = 100;
const delayMsMax = 3_000;

/**
 * Calls until it does not fail with an `EdgeUnavailable`, waiting ever longer in between.
 *
 * @param patienceMs after so many milliseconds no further try is begun
 * Throws what the last try did, and at once what is no `EdgeUnavailable`.
 */
export async function withPatience<Value>(
  call: () => Promise<Value>,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<Value> {
  const until = performance.now() + patienceMs;
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMsMax, delayMs * 2)) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof EdgeUnavailable) || performance.now() + delayMs > until) throw error;
    }
    await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
  }
}
