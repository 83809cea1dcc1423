import { WorkerEntrypoint } from "cloudflare:workers";
import type { Env } from "#workers/config.ts";
import { leasesOf } from "./isolate.ts";

/**
 * Counts the isolate's ticks. A context of its own with one timer at a time: such a timer keeps to its
 * duration when the clock steps, those of a request with several do not. It runs in the isolate whose count
 * it keeps, so a tick costs a timer and no call.
 */
export class Ticker extends WorkerEntrypoint<Env> {
  /** @param begun the carrier that was begun for this count; null to take over from the one that counts */
  async count(begun: number | null): Promise<void> {
    await leasesOf(this.env).countTicks(begun);
  }
}
