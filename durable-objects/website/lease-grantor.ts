import { leaseMsMax, leaseMsMin, type LeaseGrant, type ServingState } from "#domain/lease/index.ts";
import type { LeaseOffers } from "./lease-board.ts";

/** What the grantor needs of its surroundings. All of it may be slow; none of it may be early. */
export interface LeaseEffects {
  /**
   * Resolves no earlier than `ms` of real time after the call, whatever the clock does meanwhile: on
   * workerd the only timer of a context of its own.
   */
  wait(ms: number): Promise<void>;
  /** Writes the longest lease that may be outstanding; durable only after the next `sync`. */
  writeLeaseMax(ms: number): void;
  /** Resolves once everything written before is durable. */
  sync(): Promise<void>;
  /** The serving state as memory has it: that of the last committed transaction. */
  readState(): ServingState;
  /** Where leases are offered to those who need not ask the object; see `LeaseBoard`. */
  readonly offers: LeaseOffers;
  /** Called when a sync failed: memory and disk may differ, so the object must start again. */
  abandon(reason: unknown): void;
}

/**
 * Grants leases and drains them: the object's half of the rules that make a swap atomic for visitors.
 *
 * What it keeps, always:
 * 1. No lease outlives the flip. Before a drain, leases last at most `max`, and the drain waits out the
 *    whole `max`. During it, a grant lasts 0 ms: it answers the requests that the call was sent for, and no
 *    later one. So no clock is read, and a wait that ends late does no harm.
 * 2. A flip is seen by no one before it is durable: from the commit until the sync ends, calls are parked,
 *    then answered with whichever state is durable.
 * 3. No lease is longer than a durable `max`, so an object that starts again, and cannot know what it
 *    granted, knows how long to wait. A caller that asks for more gets `max`, and more once more is durable.
 * 4. One drain at a time, and no change of `max` beside it: they queue.
 * 5. A grant is read and answered in one step: no await between reading the state and the answer.
 * 6. From the beginning of a drain until its sync has ended, and after one that failed, nothing is on offer.
 */
export class LeaseGrantor {
  readonly #effects: LeaseEffects;
  #max: number;
  #draining = false;
  /** Settles when the parked may look again. */
  #parked: Promise<void> | null = null;
  /** The end of the queue of drains and raises. */
  #queue: Promise<unknown> = Promise.resolve();
  /** The maximum that a queued raise is going to store. */
  #raisingMs = 0;
  #longGranted = false;
  #abandoned = false;

  /** @param storedMaxMs the durable maximum: after a start, a lease of that length counts as just granted */
  constructor(effects: LeaseEffects, storedMaxMs: number) {
    this.#effects = effects;
    this.#max = storedMaxMs;
  }

  /** The longest lease that may be outstanding, in milliseconds: what the next drain waits. */
  get maxMs(): number {
    return this.#max;
  }

  /** @param wantedMs the duration asked for; the grant may be shorter, never longer */
  async grant(wantedMs: number): Promise<LeaseGrant> {
    while (this.#parked !== null) await this.#parked;
    const bounded = Math.min(leaseMsMax, Math.max(leaseMsMin, Number.isFinite(wantedMs) ? wantedMs : leaseMsMin));
    if (bounded > leaseMsMin) this.#wantLonger(bounded);
    const state = this.#effects.readState();
    if (this.#draining) return { state, durationMs: 0 };
    if (!this.#abandoned) this.#effects.offers.post(state);
    return { state, durationMs: Math.min(bounded, this.#max) };
  }

  /**
   * Waits out every lease, then runs `commit`, which writes in one transaction and changes memory with
   * it, then syncs. Whoever is told of the change is told after that.
   *
   * `commit` checks its base again: it may have moved while this drain was queued. When it throws,
   * nothing has changed, and nobody is left parked.
   *
   * @param commit is told how long the leases were waited for by the wall clock, in milliseconds
   * @returns what `commit` returned
   */
  drain<Value>(commit: (waitedMs: number) => Value): Promise<Value> {
    return this.#enqueue(() => this.#drainNow(commit));
  }

  /**
   * Lowers the maximum to the shortest lease, if none longer was asked for since the last call.
   * @returns whether the maximum is now the shortest
   */
  async lowerMax(): Promise<boolean> {
    const wanted = this.#longGranted;
    this.#longGranted = false;
    if (this.#max > leaseMsMin && !wanted) await this.drain(() => undefined);
    return this.#max === leaseMsMin;
  }

  async #drainNow<Value>(commit: (waitedMs: number) => Value): Promise<Value> {
    const startedAt = Date.now();
    let unpark = (): void => undefined;
    try {
      this.#draining = true;
      this.#effects.offers.withdraw();
      await this.#effects.wait(this.#max);
      this.#parked = new Promise((resolve) => (unpark = resolve));
      const value = commit(Math.max(0, Date.now() - startedAt));
      if (this.#max > leaseMsMin) this.#effects.writeLeaseMax(leaseMsMin);
      await this.#syncOrAbandon();
      // Every lease has run out, and none longer is granted until a longer maximum is durable again.
      this.#max = leaseMsMin;
      return value;
    } finally {
      this.#draining = false;
      this.#parked = null;
      unpark();
    }
  }

  #wantLonger(ms: number): void {
    this.#longGranted = true;
    if (ms <= this.#max || ms <= this.#raisingMs) return;
    this.#raisingMs = ms;
    void this.#enqueue(async () => {
      this.#raisingMs = 0;
      if (ms <= this.#max) return;
      this.#effects.writeLeaseMax(ms);
      await this.#syncOrAbandon();
      this.#max = ms;
    }).catch(() => undefined);
  }

  #enqueue<Value>(turn: () => Promise<Value>): Promise<Value> {
    const result = this.#queue.then(turn);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #syncOrAbandon(): Promise<void> {
    try {
      await this.#effects.sync();
    } catch (error) {
      this.#abandoned = true;
      this.#effects.offers.withdraw();
      this.#effects.abandon(error);
      throw error;
    }
  }
}
