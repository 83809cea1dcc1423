import type { Digest } from "#domain/digest/index.ts";

interface Cached<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/**
 * The values used last, decoded, by digest: never wrong, since a digest's value never changes. Bounded by their
 * encoded size: decoded they take about three times that.
 */
export class DigestCache<Value> {
  readonly #values = new Map<Digest, Cached<Value>>();
  readonly #bytesMax: number;
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get(digest: Digest): Value | undefined {
    const cached = this.#values.get(digest);
    if (cached === undefined) return undefined;
    this.#values.delete(digest);
    this.#values.set(digest, cached);
    return cached.value;
  }

  set(digest: Digest, value: Value, bytes: number): void {
    this.delete(digest);
    this.#values.set(digest, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#bytesMax) return;
      this.delete(oldest);
    }
  }

  delete(digest: Digest): void {
    this.#bytes -= this.#values.get(digest)?.bytes ?? 0;
    this.#values.delete(digest);
  }

  /** Encoded bytes held. */
  get bytes(): number {
    return this.#bytes;
  }
}
