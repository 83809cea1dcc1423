import { WorkerEntrypoint } from "cloudflare:workers";

/**
 * Waits, and does nothing else. Clocks step, and a context's timers follow the wall clock as soon as it
 * has more than one; each call here is a context of its own with one timer, which keeps to its duration.
 */
export class Waiter extends WorkerEntrypoint {
  async wait(ms: number): Promise<void> {
    await scheduler.wait(ms);
  }
}
