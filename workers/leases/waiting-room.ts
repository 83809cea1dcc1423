/** A request that waits for what another one's call brings. */
export interface Waiting {
  /** Resolves when there is reason to look again; perhaps never, so wait for a timer beside it. */
  readonly woken: Promise<void>;
  /** To be called when it waits no longer, whyever. */
  leave(): void;
}

/**
 * Where requests of an isolate wait for a website's lease that another request has called for. Each waits for
 * a promise that it made itself; the other one settles it, and the runtime goes on with the request in the
 * request's own context. To be woken is a hint, as the one that would wake may be cut off: what counts is in
 * the lease book.
 *
 * Where the runtime does not do so (a compatibility flag; the Workers test pool turns it off), nobody is woken,
 * and who waits has to look by short timers.
 *
 * @see https://developers.cloudflare.com/workers/configuration/compatibility-flags/#handling-cross-request-promise-resolution
 */
export class WaitingRoom {
  /** How long to wait at most before looking again, in milliseconds. */
  readonly waitMs: number;
  readonly #wakes: boolean;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(wakes: boolean) {
    this.#wakes = wakes;
    this.waitMs = wakes ? 50 : 1;
  }

  enter(websiteId: string): Waiting {
    const { promise: woken, resolve } = Promise.withResolvers<void>();
    const others = this.#waiting.get(websiteId);
    if (others === undefined) this.#waiting.set(websiteId, new Set([resolve]));
    else others.add(resolve);
    return { woken, leave: () => this.#leave(websiteId, resolve) };
  }

  /** Wakes those who wait for this website. */
  wake(websiteId: string): void {
    const waiting = this.#waiting.get(websiteId);
    if (waiting === undefined || !this.#wakes) return;
    this.#waiting.delete(websiteId);
    for (const resolve of waiting) resolve();
  }

  wakeAll(): void {
    for (const websiteId of [...this.#waiting.keys()]) this.wake(websiteId);
  }

  #leave(websiteId: string, resolve: () => void): void {
    const waiting = this.#waiting.get(websiteId);
    if (waiting?.delete(resolve) === true && waiting.size === 0) this.#waiting.delete(websiteId);
  }
}
