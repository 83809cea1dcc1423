import {
  hourMs,
  IsolateAccount,
  type TrafficBatch,
  type TrafficHour,
  type TrafficReceipt,
} from "#domain/traffic/index.ts";
import { Tally } from "./tally.ts";
import type { Variant } from "./variants.ts";

/** How an isolate's messages go: each may be lost, doubled and late. */
export interface Wires {
  open(answer: (isolateId: string) => void): void;
  send(batch: TrafficBatch, answer: (receipt: TrafficReceipt) => void): void;
}

/** An isolate that serves, with a clock of its own. */
export class SimulatedIsolate {
  readonly #account = new IsolateAccount();
  readonly #wires: Wires;
  readonly #variant: Variant;
  #clockMs: number;
  #realMs = 0;
  #sent: TrafficBatch | null = null;
  #resendings = 0;
  /** What it has counted, and not been told that it is on disk. Each entry says when that was. */
  #unconfirmed: { readonly at: number; readonly hour: TrafficHour; batch: TrafficBatch | null }[] = [];
  /** What went with names that the object forgot. */
  readonly dropped = new Tally();

  constructor(wires: Wires, variant: Variant, clockMs: number) {
    this.#wires = wires;
    this.#variant = variant;
    this.#clockMs = clockMs;
  }

  stepClock(ms: number): void {
    this.#clockMs = Math.max(hourMs, this.#clockMs + ms);
  }

  /** @param real time of the world. @returns what it served, as its clock dates it */
  serve(real: number, status: number, bytes: number): TrafficHour {
    const now = this.#now(real);
    this.#account.count(status, bytes, now);
    const statuses: TrafficHour["statuses"] = [0, 0, 0, 0, 0];
    statuses[Math.trunc(status / 100) - 1] = 1;
    const hour = { hour: Math.floor(now / hourMs), bytes, statuses };
    this.#unconfirmed.push({ at: real, hour, batch: null });
    return hour;
  }

  /** Asks for a name, or sends what is due. */
  flush(real: number, patienceMs: number): void {
    const now = this.#now(real);
    if (this.#account.wantsName(now, patienceMs)) this.#wires.open((isolateId) => this.#account.name(isolateId));
    const batch = this.#account.next(now, patienceMs);
    if (batch === null) return;
    if (batch !== this.#sent) for (const entry of this.#unconfirmed) entry.batch ??= batch;
    this.#resendings = batch === this.#sent ? this.#resendings + 1 : 0;
    this.#sent = batch;
    const { resendsUnderNewSequence } = this.#variant;
    const sequence = batch.sequence + (resendsUnderNewSequence === true ? 1_000 * this.#resendings : 0);
    this.#wires.send({ ...batch, sequence }, (receipt) => this.#receive(batch, receipt));
  }

  /** What a kill loses at most, and how long ago the oldest was served of what was never sent. */
  unconfirmed(real: number): { readonly tally: Tally; readonly unsentMs: number } {
    const tally = new Tally();
    for (const { hour } of this.#unconfirmed) tally.add(hour);
    const unsent = this.#unconfirmed.find(({ batch }) => batch === null);
    return { tally, unsentMs: real - (unsent?.at ?? real) };
  }

  #receive(batch: TrafficBatch, receipt: TrafficReceipt): void {
    const underWay = this.#sent;
    const isOf = (entry: { batch: TrafficBatch | null }) => entry.batch !== null && entry.batch === underWay;
    const received = this.#account.receive(batch, receipt);
    if (received === "kept") for (const entry of this.#unconfirmed.filter(isOf)) entry.batch = null;
    if (received === "dropped") for (const { hour } of this.#unconfirmed.filter(isOf)) this.#drop(hour);
    if (received === "dropped" || received === "acknowledged") {
      this.#unconfirmed = this.#unconfirmed.filter((entry) => !isOf(entry));
    }
  }

  #drop(hour: TrafficHour): void {
    if (this.#variant.resendsUnderNewName === true) {
      this.#account.count((hour.statuses.indexOf(1) + 1) * 100, hour.bytes, hour.hour * hourMs);
    } else this.dropped.add(hour);
  }

  #now(real: number): number {
    this.#clockMs += real - this.#realMs;
    this.#realMs = real;
    return this.#clockMs;
  }
}
