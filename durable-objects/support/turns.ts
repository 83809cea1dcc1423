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
}
