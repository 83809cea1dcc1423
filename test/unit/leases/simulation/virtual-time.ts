/** Numbers from a seed, the same on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Real time of the simulated world, in milliseconds: it moves only when all that can happen now has happened. */
export class VirtualTime {
  readonly #timers: Timer[] = [];
  #order = 0;
  now = 0;

  after(ms: number, run: () => void): void {
    const timer: Timer = { at: this.now + Math.max(0, ms), order: this.#order++, run };
    let index = this.#timers.length;
    while (index > 0 && isLater(this.#timers[index - 1]!, timer)) index--;
    this.#timers.splice(index, 0, timer);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs until this time, timer by timer, letting promises settle between them. */
  async runUntil(endMs: number): Promise<void> {
    while (this.#timers.length > 0 && this.#timers[0]!.at <= endMs) {
      const timer = this.#timers.shift()!;
      this.now = timer.at;
      timer.run();
      await settled();
    }
    this.now = endMs;
  }
}

function isLater(a: Timer, b: Timer): boolean {
  return a.at > b.at || (a.at === b.at && a.order > b.order);
}

/** Resolves when every promise that can settle without a timer has done so. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
