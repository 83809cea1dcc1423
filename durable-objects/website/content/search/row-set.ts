/** Numbers of rows, a bit each. */
export class RowSet {
  #bits: Uint8Array;

  constructor(bits = new Uint8Array(128)) {
    this.#bits = bits;
  }

  has(row: number): boolean {
    return ((this.#bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }

  add(row: number): void {
    if (row >> 3 >= this.#bits.length) {
      const longer = new Uint8Array(2 * (row >> 3) + 1);
      longer.set(this.#bits);
      this.#bits = longer;
    }
    this.#bits[row >> 3]! |= 1 << (row & 7);
  }

  delete(row: number): void {
    if (row >> 3 < this.#bits.length) this.#bits[row >> 3]! &= ~(1 << (row & 7));
  }

  copy(): RowSet {
    return new RowSet(this.#bits.slice());
  }
}
