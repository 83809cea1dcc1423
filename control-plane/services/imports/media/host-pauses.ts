const failuresMax = 5;

/**
 * Counts files in a row that a host could not be reached for. After five the rest of that host's is not tried: a website that
 * is gone costs an import seconds, not a timeout for each of its files.
 */
export class HostPauses {
  readonly #failures = new Map<string, number>();

  isPaused(host: string): boolean {
    return (this.#failures.get(host) ?? 0) >= failuresMax;
  }

  note(host: string, reached: boolean): void {
    if (reached) this.#failures.delete(host);
    else this.#failures.set(host, (this.#failures.get(host) ?? 0) + 1);
  }
}
