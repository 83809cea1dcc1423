/**
 * How often something costly may be done: `burst` times at once, and `perSecond` times a second for long. A clock that steps back
 * gives nothing, one that steps ahead no more than a burst.
 */
export class Allowance {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  #left: number;
  #at: number;

  /** @param now in milliseconds since the epoch */
  constructor({ burst, perSecond }: { readonly burst: number; readonly perSecond: number }, now: () => number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#now = now;
    this.#left = burst;
    this.#at = now();
  }

  /** Whether it may be done now, which counts. */
  take(): boolean {
    const now = this.#now();
    const earned = (Math.max(0, now - this.#at) / 1_000) * this.#perSecond;
    this.#left = Math.min(this.#burst, this.#left + earned);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
