/** One tick, in milliseconds: the only timer of the context that counts (`ticker.ts`). */
export const tickMs = 2;
/** How long a tick may take at most for the count to end a lease in time: timers are about 1 ms late. */
export const tickMsMax = 3.25;
/** No tick for this long by the clock: whoever counted them is gone. */
const silenceMsMax = 30;
/** How long one request counts, in milliseconds, and from when on the next may take over. */
const carrierMsMax = 1_000;
const takeoverMs = 800;
/** More ticks than any lease has: added where some were missed, it ends every lease and every call under way. */
const gap = 1_000;

/**
 * Counts ticks: how an isolate measures time where clocks step. Requests take turns at being the carrier of
 * the count; a superseded carrier's last tick still counts, so that takeovers only ever count too many.
 * Pure: the time is passed in, in milliseconds by the wall clock.
 */
export class TickCounter {
  #count = 0;
  #running = false;
  #lastTickAt = 0;
  #carrier = 0;
  #carriesSince = 0;

  /** The count; null while nobody counts, or the last tick is suspiciously long ago. */
  read(now: number): number | null {
    if (this.#running && (now < this.#lastTickAt || now - this.#lastTickAt > silenceMsMax)) {
      this.#stop();
    }
    return this.#running ? this.#count : null;
  }

  needsCarrier(now: number): boolean {
    return this.read(now) === null || now - this.#carriesSince > takeoverMs;
  }

  /** Makes the caller the carrier: it waits a tick, reports it with `tick`, and so on. */
  begin(now: number): number {
    if (this.read(now) === null) {
      this.#running = true;
      this.#count += gap;
      this.#lastTickAt = now;
    }
    this.#carriesSince = now;
    return ++this.#carrier;
  }

  /** Reports a tick. @returns whether this carrier goes on */
  tick(carrier: number, now: number): boolean {
    this.#count++;
    if (this.read(now) === null || carrier !== this.#carrier) return false;
    this.#lastTickAt = now;
    return now - this.#carriesSince < carrierMsMax;
  }

  /** The carrier goes: unless another took over, nobody counts from here on. */
  end(carrier: number): void {
    if (carrier === this.#carrier) this.#stop();
  }

  #stop(): void {
    this.#running = false;
    this.#count += gap;
  }
}
