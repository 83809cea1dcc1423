/** Lets whoever drops an import stop this process's work on it at once. Work elsewhere notices at its next batch. */
export class Cancellations {
  readonly #running = new Map<string, AbortController>();

  /** Does the work, with a signal that is given when either its job ends or it is cancelled. */
  async during<Value>(id: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const cancelling = new AbortController();
    this.#running.set(id, cancelling);
    try {
      return await work(AbortSignal.any([signal, cancelling.signal]));
    } finally {
      if (this.#running.get(id) === cancelling) this.#running.delete(id);
    }
  }

  cancel(id: string, reason: Error): void {
    this.#running.get(id)?.abort(reason);
  }
}
