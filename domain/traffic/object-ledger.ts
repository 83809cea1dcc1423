import type { TrafficBatch, TrafficReceipt } from "./messages.ts";
import { addTraffic, emptyHour, type TrafficHour } from "./traffic-hour.ts";

/** What is to be written in one transaction: counts, and up to where they count whom, go to disk together. */
export interface TrafficStep {
  /** To be added to what is on disk. */
  readonly hours: readonly TrafficHour[];
  /** Those of whom there is news since the last step. */
  readonly isolates: readonly { readonly isolateId: string; readonly sequence: number }[];
}

interface Isolate {
  /** The last sequence that was counted, in memory at least. */
  sequence: number;
  /** The last one on disk; null until its name is. */
  durable: number | null;
}

/**
 * What a website's object adds up of its isolates' batches between two writings. It keeps, always:
 * 1. A sequence counts once: only one higher than the isolate's last is added, in the step that notes it.
 * 2. Nothing is acknowledged, and no name given out, that is not on disk.
 * 3. Only names on disk, or about to be, count: one that is unknown was never given out or has been forgotten, so
 *    its batch may have been counted. It is refused for ever, since names are random and given once.
 * Pure: the disk is read through `sequenceOnDisk`, and written by the caller with what `take` gives.
 */
export class ObjectLedger {
  readonly #sequenceOnDisk: (isolateId: string) => number | null;
  readonly #isolates = new Map<string, Isolate>();
  #hours = new Map<number, TrafficHour>();
  #heard = new Set<string>();

  /** @param sequenceOnDisk the last sequence of an isolate as it is stored; null when its name is not */
  constructor(sequenceOnDisk: (isolateId: string) => number | null) {
    this.#sequenceOnDisk = sequenceOnDisk;
  }

  /** Whether there is anything to write. */
  get hasNews(): boolean {
    return this.#heard.size > 0 || this.#hours.size > 0;
  }

  /** Takes up a new name, to be given out once it is on disk. */
  open(isolateId: string): void {
    this.#isolates.set(isolateId, { sequence: 0, durable: null });
    this.#heard.add(isolateId);
  }

  /** Adds a batch, unless it was added before. Answers at once with what is on disk by now. */
  receive({ isolateId, sequence, hours }: TrafficBatch): TrafficReceipt {
    const isolate = this.#find(isolateId);
    if (isolate === null) return { isolateId, forgotten: true };
    if (sequence > isolate.sequence) {
      isolate.sequence = sequence;
      this.#heard.add(isolateId);
      for (const hour of hours) this.#add(hour);
    }
    return { isolateId, durable: isolate.durable ?? 0 };
  }

  /** What is on disk of an isolate; null while its name is not. */
  receipt(isolateId: string): TrafficReceipt | null {
    const isolate = this.#find(isolateId);
    if (isolate === null) return { isolateId, forgotten: true };
    return isolate.durable === null ? null : { isolateId, durable: isolate.durable };
  }

  /** What is to be written now; null for nothing. To be followed by `settle` or `giveBack`. */
  take(): TrafficStep | null {
    if (!this.hasNews) return null;
    const isolates = [...this.#heard].map((isolateId) => {
      return { isolateId, sequence: this.#isolates.get(isolateId)!.sequence };
    });
    const step = { hours: [...this.#hours.values()], isolates };
    this.#hours = new Map();
    this.#heard = new Set();
    return step;
  }

  /** The step is on disk. */
  settle({ isolates }: TrafficStep): void {
    for (const { isolateId, sequence } of isolates) {
      const isolate = this.#isolates.get(isolateId);
      if (isolate !== undefined) isolate.durable = sequence;
    }
  }

  /** The step was not written: it goes with the next. */
  giveBack({ hours, isolates }: TrafficStep): void {
    for (const hour of hours) this.#add(hour);
    for (const { isolateId } of isolates) if (this.#isolates.has(isolateId)) this.#heard.add(isolateId);
  }

  /** Their names were taken off the disk. */
  forget(isolateIds: Iterable<string>): void {
    for (const isolateId of isolateIds) {
      this.#isolates.delete(isolateId);
      this.#heard.delete(isolateId);
    }
  }

  #find(isolateId: string): Isolate | null {
    const known = this.#isolates.get(isolateId);
    if (known !== undefined) return known;
    const sequence = this.#sequenceOnDisk(isolateId);
    if (sequence === null) return null;
    const isolate = { sequence, durable: sequence };
    this.#isolates.set(isolateId, isolate);
    return isolate;
  }

  #add(hour: TrafficHour): void {
    const sum = this.#hours.get(hour.hour) ?? emptyHour(hour.hour);
    addTraffic(sum, hour);
    this.#hours.set(hour.hour, sum);
  }
}
