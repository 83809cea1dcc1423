/** Runs one after the other what goes by the same name, and all else side by side. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  run<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const turn = (this.#last.get(name) ?? Promise.resolve()).then(work);
    const over = turn
      .catch(() => undefined)
      .finally(() => {
        if (this.#last.get(name) === over) this.#last.delete(name);
      });
    this.#last.set(name, over);
    return turn;
  }

  /** The turn by a name that nobody has or waits for, to be given back by calling what is returned; null while somebody does. */
  take(name: string): (() => void) | null {
    if (this.#last.has(name)) return null;
    const { promise, resolve } = Promise.withResolvers<void>();
    void this.run(name, () => promise);
    return resolve;
  }
}
