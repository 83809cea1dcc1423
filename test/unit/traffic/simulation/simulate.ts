import { hourMs, type TrafficBatch } from "#domain/traffic/index.ts";
import { seededRandom, VirtualTime } from "#test/unit/leases/simulation/virtual-time.ts";
import { SimulatedIsolate, type Wires } from "./simulated-isolate.ts";
import { SimulatedObject } from "./simulated-object.ts";
import { Tally } from "./tally.ts";
import { correct, type Variant } from "./variants.ts";

const isolatesAtOnce = 3;
const servingMs = 120_000;
const settlingMs = 60_000;
/** An hour of silence, made short so that there are many. */
const sweepEveryMs = 8_000;
/** What a kill may lose of wires that lose nothing, in milliseconds. */
const unflushedMsMax = 5_000;

/** What goes wrong in a world. */
interface Weather {
  readonly killsIsolates: boolean;
  readonly crashesObject: boolean;
  readonly losesMessages: boolean;
  /** Messages that come after their sender was forgotten, and a time without answers that is as long. */
  readonly delaysForLong: boolean;
  readonly stepsClocks: boolean;
}

export interface Verdict {
  readonly violations: readonly string[];
  readonly served: number;
  readonly counted: number;
  readonly kills: number;
  readonly dropped: number;
}

/** One world: isolates that serve, an object that counts, and wires and clocks that cannot be relied upon. */
export async function simulate(seed: number, variant: Variant = correct): Promise<Verdict> {
  return new World(seed, variant).run();
}

class World {
  readonly #time = new VirtualTime();
  readonly #random: () => number;
  readonly #variant: Variant;
  readonly #weather: Weather;
  readonly #object: SimulatedObject;
  readonly #served = new Tally();
  /** What kills may have lost. */
  readonly #lost = new Tally();
  readonly #violations: string[] = [];
  readonly #isolates: SimulatedIsolate[];
  readonly #all: SimulatedIsolate[] = [];
  #kills = 0;

  constructor(seed: number, variant: Variant) {
    this.#random = seededRandom(seed);
    this.#variant = variant;
    const happens = (chance: number) => this.#random() < chance;
    this.#weather = {
      killsIsolates: happens(0.5),
      crashesObject: happens(0.6),
      losesMessages: happens(0.6),
      delaysForLong: happens(0.4),
      stepsClocks: happens(0.5),
    };
    this.#object = new SimulatedObject(this.#time, this.#random, variant, this.#weather.crashesObject ? 0.1 : 0);
    this.#isolates = Array.from({ length: isolatesAtOnce }, () => this.#startIsolate());
  }

  async run(): Promise<Verdict> {
    this.#every(20, servingMs, () => this.#serve());
    for (let at = 500; at < servingMs + settlingMs; at += 500) this.#time.after(at, () => this.#flush());
    for (let at = sweepEveryMs; at < servingMs; at += sweepEveryMs) this.#time.after(at, () => this.#object.sweep());
    if (this.#weather.killsIsolates) this.#every(9_000, servingMs, () => this.#kill());
    if (this.#weather.crashesObject) this.#every(4_000, servingMs, () => this.#object.crash());
    if (this.#weather.stepsClocks) this.#every(3_000, servingMs, () => this.#stepClock());
    await this.#time.runUntil(servingMs);
    this.#judgeNoMore();
    await this.#time.runUntil(servingMs + settlingMs);
    this.#judgeNoMore();
    const dropped = this.#judgeLosses();
    const { requests: served } = this.#served;
    return { violations: this.#violations, served, counted: this.#object.disk.requests, kills: this.#kills, dropped };
  }

  /** Again and again, on average every `ms`. */
  #every(ms: number, untilMs: number, run: () => void): void {
    const again = () =>
      this.#time.after(2 * ms * this.#random(), () => {
        if (this.#time.now >= untilMs) return;
        run();
        again();
      });
    again();
  }

  #serve(): void {
    // Now and then an isolate has no visitors for long.
    const index = Math.floor(this.#random() * isolatesAtOnce);
    if (Math.floor(this.#time.now / 20_000) % (index + 2) === 1) return;
    const status = [101, 200, 200, 200, 304, 404, 503][Math.floor(this.#random() * 7)]!;
    this.#served.add(this.#isolates[index]!.serve(this.#time.now, status, Math.floor(this.#random() * 1e6)));
  }

  #flush(): void {
    for (const isolate of this.#isolates) {
      isolate.flush(this.#time.now, this.#random() < 0.5 ? 1_250 : 2_500);
    }
    this.#judgeNoMore();
  }

  #kill(): void {
    const index = Math.floor(this.#random() * isolatesAtOnce);
    const { tally, unsentMs } = this.#isolates[index]!.unconfirmed(this.#time.now);
    for (const hour of tally.hours.values()) this.#lost.add(hour);
    this.#isolates[index] = this.#startIsolate();
    this.#kills++;
    const { losesMessages, crashesObject, stepsClocks, delaysForLong } = this.#weather;
    const isCalm = !losesMessages && !crashesObject && !stepsClocks && !delaysForLong;
    if (isCalm && unsentMs > unflushedMsMax) this.#violations.push(`a kill lost ${unsentMs} ms of counts`);
  }

  #stepClock(): void {
    const isolate = this.#isolates[Math.floor(this.#random() * isolatesAtOnce)]!;
    isolate.stepClock((this.#random() - 0.5) * (this.#random() < 0.5 ? 20 : 4 * hourMs));
  }

  #startIsolate(): SimulatedIsolate {
    const wires: Wires = {
      open: (answer) => this.#carry(() => this.#object.open((isolateId) => this.#carry(() => answer(isolateId)))),
      send: (batch, answer) =>
        this.#carry(() => {
          const receipt = this.#object.receive(batch);
          if (!this.#isAnswerCut(batch)) this.#carry(() => answer(receipt));
        }),
    };
    const isolate = new SimulatedIsolate(wires, this.#variant, 500_000 * hourMs - 60_000);
    this.#all.push(isolate);
    return isolate;
  }

  #carry(arrive: () => void): void {
    const { losesMessages, delaysForLong } = this.#weather;
    const isSettling = this.#time.now >= servingMs;
    if (losesMessages && !isSettling && this.#random() < 0.15) return;
    const copies = losesMessages && this.#random() < 0.15 ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const isLate = delaysForLong && !isSettling && this.#random() < 0.05;
      this.#time.after(this.#random() * (isLate ? 8 * sweepEveryMs : 50), arrive);
    }
  }

  /** Some get no answers for so long that they are forgotten meanwhile, while others go on. */
  #isAnswerCut({ isolateId }: TrafficBatch): boolean {
    const { now } = this.#time;
    const isCutOff = /[02468]$/.test(isolateId);
    return this.#weather.delaysForLong && isCutOff && now > 40_000 && now < 40_000 + 5 * sweepEveryMs;
  }

  #judgeNoMore(): void {
    const beyond = this.#object.disk.beyond(this.#served);
    if (beyond.length > 0 && this.#violations.length === 0) {
      this.#violations.push(`more was counted than served, in the hours ${beyond.join(", ")}`);
    }
  }

  /** @returns how many requests went with forgotten names */
  #judgeLosses(): number {
    let dropped = 0;
    let bytes = this.#lost.bytes;
    for (const isolate of this.#all) {
      dropped += isolate.dropped.requests;
      bytes += isolate.dropped.bytes;
    }
    const missing = this.#served.requests - this.#object.disk.requests;
    const missingBytes = this.#served.bytes - this.#object.disk.bytes;
    if (missing > this.#lost.requests + dropped || missingBytes > bytes) {
      this.#violations.push(`${missing} requests are missing; kills explain ${this.#lost.requests}, drops ${dropped}`);
    }
    const { delaysForLong, losesMessages, stepsClocks } = this.#weather;
    if (dropped > 0 && !delaysForLong && !losesMessages && !stepsClocks) {
      this.#violations.push(`${dropped} requests were dropped although everything came in time`);
    }
    return dropped;
  }
}
