interface Slot<Value> {
  readonly value: Value;
  readonly weight: number;
  /** Read since eviction last came by. */
  used: boolean;
}

/**
 * A cache of bounded weight. What was read since eviction last came by is spared once (second chance), which
 * comes close to least recently used and costs reads nothing but a flag.
 */
export class BoundedMap<Value> {
  readonly #slots = new Map<string, Slot<Value>>();
  readonly #weightMax: number;
  #weight = 0;

  /** @param weightMax in the unit of the weights given to `set`: entries, bytes */
  constructor(weightMax: number) {
    this.#weightMax = weightMax;
  }

  get weight(): number {
    return this.#weight;
  }

  get size(): number {
    return this.#slots.size;
  }

  get(key: string): Value | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    slot.used = true;
    return slot.value;
  }

  /** Keeps the value, unless it alone is heavier than the bound. */
  set(key: string, value: Value, weight = 1): void {
    this.delete(key);
    if (weight > this.#weightMax) return;
    this.#weight += weight;
    this.#slots.set(key, { value, weight, used: false });
    this.#evict();
  }

  *entries(): IterableIterator<readonly [key: string, value: Value]> {
    for (const [key, { value }] of this.#slots) yield [key, value];
  }

  delete(key: string): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    this.#weight -= slot.weight;
    this.#slots.delete(key);
  }

  clear(): void {
    this.#slots.clear();
    this.#weight = 0;
  }

  #evict(): void {
    for (const [key, slot] of this.#slots) {
      if (this.#weight <= this.#weightMax) return;
      this.#slots.delete(key);
      if (slot.used) {
        slot.used = false;
        this.#slots.set(key, slot);
      } else {
        this.#weight -= slot.weight;
      }
    }
  }
}
