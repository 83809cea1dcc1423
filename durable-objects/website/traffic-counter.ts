import type { ReadTrafficInput, TrafficPage } from "#domain/contracts/index.ts";
import { ObjectLedger, type TrafficBatch, type TrafficReceipt } from "#domain/traffic/index.ts";
import { isStorageFull } from "#durable-objects/support/index.ts";
import type { TrafficStore } from "./traffic-store.ts";
import type { WritingsInDoubt } from "./writings-in-doubt.ts";

export interface TrafficEffects {
  readonly store: TrafficStore;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` of real time, whatever the clock does. */
  wait(ms: number): Promise<void>;
  transaction(run: () => void): void;
  /** Resolves once everything written before is durable. */
  sync(): Promise<void>;
  /** Called when a sync failed: memory and disk may differ, so the object must start again. */
  abandon(reason: unknown): void;
  /** Writings of this website that were begun and did not end well, also by instances of its object before this one. */
  readonly inDoubt: WritingsInDoubt;
  /** Called in the transaction that writes the first counts since the last report. */
  newsToReport(): void;
}

/** How often counts are written while they come, and after a writing that failed, in milliseconds. */
const writeEveryMs = 1_000;
const writeAgainMs = 5_000;
/** Sweeps are at least so far apart: an isolate that nothing was heard of for an hour is forgotten. */
const sweepEveryMs = 20 * 60_000;

/**
 * Adds up what isolates have served, and writes it once a second: the object's half of the rules of
 * `IsolateAccount` and `ObjectLedger`. A crash before a writing loses nothing, since what was not acknowledged is
 * sent again.
 *
 * Whom it forgets is decided when something is written, so that a website without visitors is never woken for it;
 * and by how many sweeps found them silent, so that a clock that jumps ahead has nobody forgotten at once.
 */
export class TrafficCounter {
  readonly #effects: TrafficEffects;
  readonly #ledger: ObjectLedger;
  /** The writing that is to come or under way; null when there is nothing to write. */
  #writing: Promise<void> | null = null;
  #sweptAt: number;

  constructor(effects: TrafficEffects) {
    this.#effects = effects;
    this.#ledger = new ObjectLedger((isolateId) => effects.store.sequenceOf(isolateId));
    this.#sweptAt = effects.now();
  }

  /** Counts a batch, and answers at once with what is on disk: its own receipt comes with a later call. */
  receive(batch: TrafficBatch): TrafficReceipt {
    const receipt = this.#ledger.receive(batch);
    if (this.#ledger.hasNews) this.#ensureWriting();
    return receipt;
  }

  /** Counts a batch, or makes a name for an isolate; resolves when it is on disk. Throws when it cannot be written. */
  async count(batch: TrafficBatch | null): Promise<TrafficReceipt> {
    const isolateId = batch?.isolateId ?? crypto.randomUUID();
    if (batch === null) this.#ledger.open(isolateId);
    else this.#ledger.receive(batch);
    for (;;) {
      const receipt = this.#ledger.receipt(isolateId);
      if (receipt !== null && ("forgotten" in receipt || receipt.durable >= (batch?.sequence ?? 0))) return receipt;
      await this.#ensureWriting();
    }
  }

  read(input: ReadTrafficInput): TrafficPage {
    return this.#effects.store.read(input);
  }

  total(input: ReadTrafficInput): ReturnType<TrafficStore["total"]> {
    return this.#effects.store.total(input);
  }

  /** See `TrafficStore.takeUnreported`. */
  takeUnreported(limit: number): ReturnType<TrafficStore["takeUnreported"]> {
    return this.#effects.store.takeUnreported(limit);
  }

  #ensureWriting(): Promise<void> {
    if (this.#writing === null) {
      this.#writing = this.#writeSoon(writeEveryMs);
      // Who waits for it is told; when nobody does, it is tried again.
      this.#writing.catch(() => undefined);
    }
    return this.#writing;
  }

  async #writeSoon(ms: number): Promise<void> {
    try {
      await this.#effects.wait(Math.max(ms, this.#effects.inDoubt.pauseMs()));
      await this.#write();
      this.#writing = null;
      if (this.#ledger.hasNews) void this.#ensureWriting();
    } catch (error) {
      console.error("traffic could not be written and is tried again", error);
      this.#writing = this.#writeSoon(writeAgainMs);
      this.#writing.catch(() => undefined);
      throw error;
    }
  }

  async #write(): Promise<void> {
    const step = this.#ledger.take();
    if (step === null) return;
    const { store } = this.#effects;
    let forgotten: readonly string[] = [];
    this.#effects.inDoubt.begin();
    try {
      this.#effects.transaction(() => {
        if (store.write(step)) this.#effects.newsToReport();
        if (this.#isSweepDue()) forgotten = store.sweep();
      });
    } catch (error) {
      this.#ledger.giveBack(step);
      // A disk that is full ends the instance also when it shows here.
      if (!isStorageFull(error)) this.#effects.inDoubt.end();
      throw error;
    }
    if (this.#isSweepDue()) this.#sweptAt = this.#effects.now();
    this.#ledger.forget(forgotten);
    try {
      await this.#effects.sync();
    } catch (error) {
      this.#effects.abandon(error);
      throw error;
    }
    this.#effects.inDoubt.end();
    this.#ledger.settle(step);
  }

  /** A clock that stepped back begins the time anew. */
  #isSweepDue(): boolean {
    const now = this.#effects.now();
    if (now < this.#sweptAt) this.#sweptAt = now;
    return now - this.#sweptAt >= sweepEveryMs;
  }
}
