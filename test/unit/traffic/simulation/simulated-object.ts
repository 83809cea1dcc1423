import { ObjectLedger, type TrafficBatch, type TrafficReceipt, type TrafficStep } from "#domain/traffic/index.ts";
import type { VirtualTime } from "#test/unit/leases/simulation/virtual-time.ts";
import { Tally } from "./tally.ts";
import type { Variant } from "./variants.ts";

const writeEveryMs = 1_000;
const syncMsMax = 300;
/** How often in a row a sweep may find a name silent before it is forgotten. */
const sweepsOfSilence = 3;

/** A website's object and its disk. It crashes at any time: what was written but not yet synced is then there, or is not. */
export class SimulatedObject {
  readonly disk = new Tally();
  #sequences = new Map<string, { sequence: number; silent: number }>();
  readonly #time: VirtualTime;
  readonly #random: () => number;
  readonly #variant: Variant;
  readonly #refusals: number;
  #ledger: ObjectLedger;
  #life = 0;
  #writing = false;
  #synced: (() => void)[] = [];
  #names = 0;
  #sweepDue = false;
  /** Takes back what was written last; null once it is synced. */
  #undo: (() => void) | null = null;

  /** @param refusals the share of writings that the disk refuses */
  constructor(time: VirtualTime, random: () => number, variant: Variant, refusals: number) {
    this.#refusals = refusals;
    this.#time = time;
    this.#random = random;
    this.#variant = variant;
    this.#ledger = this.#start();
  }

  crash(): void {
    this.#life++;
    this.#writing = false;
    this.#synced = [];
    if (this.#random() < 0.5) this.#undo?.();
    this.#undo = null;
    this.#ledger = this.#start();
  }

  /** A new name, by `answer`, once it is on disk. */
  open(answer: (isolateId: string) => void): void {
    const isolateId = `isolate-${this.#names++}`;
    this.#ledger.open(isolateId);
    this.#writeSoon();
    if (this.#variant.namesBeforeWriting === true) answer(isolateId);
    else this.#synced.push(() => answer(isolateId));
  }

  receive(batch: TrafficBatch): TrafficReceipt {
    const receipt = this.#ledger.receive(batch);
    this.#writeSoon();
    if (this.#variant.acknowledgesBeforeWriting !== true || "forgotten" in receipt) return receipt;
    return { isolateId: batch.isolateId, durable: batch.sequence };
  }

  /** Has the next writing pass over names that it does not bring news of, and forget those that were often. */
  sweep(): void {
    this.#sweepDue = true;
  }

  #start(): ObjectLedger {
    const { forgetsSequencesOnRestart, believesTheForgotten } = this.#variant;
    return new ObjectLedger((isolateId) => {
      if (forgetsSequencesOnRestart === true) return 0;
      return this.#sequences.get(isolateId)?.sequence ?? (believesTheForgotten === true ? 0 : null);
    });
  }

  #writeSoon(): void {
    if (this.#writing) return;
    this.#writing = true;
    const life = this.#life;
    this.#time.after(writeEveryMs, () => life === this.#life && this.#write(life));
  }

  #write(life: number): void {
    const step = this.#ledger.take();
    const waiting = this.#synced;
    this.#synced = [];
    if (step === null) {
      this.#writing = false;
      return;
    }
    if (this.#random() < this.#refusals) {
      // The disk refused: once more, later.
      this.#ledger.giveBack(step);
      this.#synced = waiting;
      this.#writing = false;
      this.#writeSoon();
      return;
    }
    this.#commit(life, step);
    this.#time.after(this.#random() * syncMsMax, () => {
      if (life !== this.#life) return;
      this.#undo = null;
      this.#ledger.settle(step);
      this.#writing = false;
      this.#writeSoon();
      for (const answer of waiting) answer();
    });
  }

  #commit(life: number, { hours, isolates }: TrafficStep): void {
    const before = [...this.#sequences].map(([isolateId, entry]) => [isolateId, { ...entry }] as const);
    for (const hour of hours) this.disk.add(hour);
    const writeSequences = () => {
      for (const { isolateId, sequence } of isolates) this.#sequences.set(isolateId, { sequence, silent: -1 });
      if (this.#sweepDue) this.#forgetSilent();
    };
    if (this.#variant.writesInTwoSteps === true) {
      this.#time.after(50, () => life === this.#life && writeSequences());
      return;
    }
    writeSequences();
    this.#undo = () => {
      for (const hour of hours) this.disk.subtract(hour);
      this.#sequences = new Map(before);
    };
  }

  #forgetSilent(): void {
    this.#sweepDue = false;
    const silent = [...this.#sequences].filter(([, entry]) => ++entry.silent >= sweepsOfSilence);
    for (const [isolateId] of silent) this.#sequences.delete(isolateId);
    this.#ledger.forget(silent.map(([isolateId]) => isolateId));
  }
}
