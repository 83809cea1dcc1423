import { retryIdempotent } from "#workers/websites/index.ts";
import { isOutOfReach } from "./problem.ts";

/**
 * Calls an object, for up to 2 s again while its process is starting: the call must bear being repeated. What the object throws itself
 * is passed on at once. Throws a `WebsiteUnavailable` when it stays out of reach.
 */
export async function whenReachable<Value>(call: () => Promise<Value>): Promise<Value> {
  const outcome = await retryIdempotent(async () => {
    try {
      return { value: await call() };
    } catch (error) {
      if (isOutOfReach(error)) throw error;
      return { error };
    }
  });
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}
