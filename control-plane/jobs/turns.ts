/** So long one may take, in milliseconds: a database that does not answer one does not keep the others. */
const turnMsMax = 1_000;

/**
 * Lets one after the other have a turn, in the order in which they asked.
 *
 * Whoever looks for jobs locks the rows of all free queues for that moment, and passes over what is locked: of workers
 * that look at the same time, as all do when a job is told of, one finds something, and only jobs of its own kind. The
 * others look again at their next poll, at the same time again, and a job waits for seconds. One after the other they
 * need a few milliseconds each.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** @returns what ends the turn */
  async take(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    const late = setTimeout(resolve, turnMsMax);
    return () => {
      clearTimeout(late);
      resolve();
    };
  }
}
