import type { ProviderHealth } from "./port.ts";

/** Remembers since when a provider has been as it is, in milliseconds since the epoch. */
export class StatusClock {
  readonly #now: () => number;
  #status: ProviderHealth["status"] | null = null;
  #sinceMs = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  note(status: ProviderHealth["status"], detail: string | null): ProviderHealth {
    if (status !== this.#status) {
      this.#status = status;
      this.#sinceMs = this.#now();
    }
    return { status, detail, sinceMs: this.#sinceMs };
  }
}
