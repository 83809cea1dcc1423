import { backoffMs, patienceMs, WebsiteUnavailable } from "./patience.ts";

/**
 * Calls until it succeeds, for up to `patienceMs`. For idempotent calls only: leases, reads, resolves.
 *
 * Waits are counted, not taken from a clock, since clocks step.
 * Throws a `WebsiteUnavailable`, whose cause is the last failure.
 */
export async function retryIdempotent<Value>(
  call: () => Promise<Value>,
  wait: (ms: number) => Promise<unknown> = (ms) => scheduler.wait(ms),
): Promise<Value> {
  let waitedMs = 0;
  for (let failures = 1; ; failures++) {
    try {
      return await call();
    } catch (cause) {
      if (waitedMs >= patienceMs) {
        throw new WebsiteUnavailable("the website's object cannot be reached", { cause });
      }
      const ms = backoffMs(failures);
      await wait(ms);
      waitedMs += ms;
    }
  }
}
