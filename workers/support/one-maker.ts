/** A maker that takes longer than this no longer keeps others from making the value, in milliseconds. */
const makerMsMax = 250;

export interface WaitEffects {
  now(): number;
  wait(ms: number): Promise<unknown>;
}

/**
 * Lets one request at a time make a value that many want, such as a page that nobody has rendered yet. The
 * others look for it by their own timers: promises are never shared between requests.
 */
export class OneMaker {
  readonly #makers = new Map<string, { readonly since: number }>();

  /**
   * @param find looks where `make` puts the value; undefined while it is not there
   * @param make makes the value and keeps it where `find` looks; what it throws reaches its own request alone
   */
  async findOrMake<Value>(
    key: string,
    find: () => Value | undefined,
    make: () => Promise<Value>,
    effects: WaitEffects,
  ): Promise<Value> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const maker = this.#makers.get(key);
      if (maker === undefined || !isRecent(maker.since, effects.now())) break;
      await effects.wait(1);
    }
    const maker = { since: effects.now() };
    this.#makers.set(key, maker);
    try {
      return await make();
    } finally {
      if (this.#makers.get(key) === maker) this.#makers.delete(key);
    }
  }
}

function isRecent(since: number, now: number): boolean {
  return now >= since && now - since < makerMsMax;
}
