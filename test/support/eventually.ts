import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks until the answer is not undefined, false or null.
 *
 * @param what named in the failure
 * @param withinMs how long to go on asking, in milliseconds
 */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  withinMs = 10_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
