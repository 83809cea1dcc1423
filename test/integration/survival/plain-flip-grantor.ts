import { leaseMsMin, type LeaseGrant } from "#domain/lease/index.ts";
import type { LeaseEffects } from "#durable-objects/website/lease-grantor.ts";

/** Wrong on purpose: it grants leases as the real one does, and flips without waiting for any of them. */
export class LeaseGrantor {
  readonly #effects: LeaseEffects;
  readonly maxMs = leaseMsMin;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(effects: LeaseEffects) {
    this.#effects = effects;
  }

  async grant(): Promise<LeaseGrant> {
    return { state: this.#effects.readState(), durationMs: leaseMsMin };
  }

  drain<Value>(commit: (waitedMs: number) => Value): Promise<Value> {
    const result = this.#queue.then(async () => {
      const value = commit(0);
      await this.#effects.sync();
      return value;
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async lowerMax(): Promise<boolean> {
    return true;
  }
}
