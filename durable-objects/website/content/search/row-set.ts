/** Numbers of rows, a bit each, with when their documents were published, which copies share. */
export class RowSet {
  readonly #dates: RowDates;
  #bits: Uint8Array;

  constructor(dates = new RowDates(), bits = new Uint8Array(128)) {
    this.#dates = dates;
    this.#bits = bits;
  }

  has(row: number): boolean {
    return ((this.#bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }

  /** Milliseconds since the epoch; 0 where it is not told. */
  publishedMs(row: number): number {
    return this.#dates.of(row);
  }

  add(row: number, publishedMs: number): void {
    if (row >> 3 >= this.#bits.length) {
      const longer = new Uint8Array(2 * (row >> 3) + 1);
      longer.set(this.#bits);
      this.#bits = longer;
    }
    this.#bits[row >> 3]! |= 1 << (row & 7);
    this.#dates.set(row, publishedMs);
  }

  delete(row: number): void {
    if (row >> 3 < this.#bits.length) this.#bits[row >> 3]! &= ~(1 << (row & 7));
  }

  copy(): RowSet {
    return new RowSet(this.#dates, this.#bits.slice());
  }
}

class RowDates {
  #dates = new Float64Array(128);

  of(row: number): number {
    return this.#dates[row] ?? 0;
  }

  set(row: number, publishedMs: number): void {
    if (row >= this.#dates.length) {
      const longer = new Float64Array(row + (row >> 2) + 1);
      longer.set(this.#dates);
      this.#dates = longer;
    }
    this.#dates[row] = publishedMs;
  }
}
