/** Round trips are remembered in slots of this length, in milliseconds, the last seven of them: a minute. */
const slotMs = 10_000;
const slots = 7;

/** The smallest round trip of the last minute. Pure: times are passed in, in milliseconds. */
export class RoundTrips {
  readonly #smallest: { slot: number; ms: number }[] = [];

  note(sentAt: number, receivedAt: number): void {
    const ms = receivedAt - sentAt;
    if (ms < 0) return;
    const slot = Math.floor(receivedAt / slotMs);
    const last = this.#smallest.at(-1);
    if (last?.slot === slot) {
      last.ms = Math.min(last.ms, ms);
      return;
    }
    this.#smallest.push({ slot, ms });
    if (this.#smallest.length > slots) this.#smallest.shift();
  }

  /** Null when none was measured in the last minute. */
  smallest(now: number): number | null {
    const oldest = Math.floor(now / slotMs) - slots + 1;
    const recent = this.#smallest.filter(({ slot }) => slot >= oldest && slot < oldest + slots);
    return recent.length === 0 ? null : Math.min(...recent.map(({ ms }) => ms));
  }
}
