import { setImmediate } from "node:timers/promises";

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that passes only when nothing else is left to do, from one timer to the next. */
export class VirtualClock {
  #now = 1_000;
  readonly #timers = new Set<Timer>();

  readonly now = (): number => this.#now;

  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const timer: Timer = { at: this.#now + ms, ring: resolve };
      this.#timers.add(timer);
      signal?.addEventListener("abort", () => this.#timers.delete(timer));
    });

  /** Lets time pass until the work is done. */
  async run<Value>(work: Promise<Value>): Promise<Value> {
    let done = false;
    const settled = () => void (done = true);
    void work.then(settled, settled);
    for (;;) {
      await setImmediate();
      if (done) return work;
      this.#passToNextTimer();
    }
  }

  #passToNextTimer(): void {
    const at = Math.min(...[...this.#timers].map((timer) => timer.at));
    if (!Number.isFinite(at)) throw new Error("nothing is left that could end the work");
    this.#now = at;
    for (const timer of this.#timers) {
      if (timer.at > at) continue;
      this.#timers.delete(timer);
      timer.ring();
    }
  }
}
