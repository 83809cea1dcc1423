/** Shows how far something is: on one line of a terminal, else a line now and then. */
export class ProgressLine {
  readonly #out: NodeJS.WriteStream;
  readonly #everyMs: number;
  #shownAtMs = -Infinity;
  #shown = "";

  constructor(out: NodeJS.WriteStream, everyMs = 2_000) {
    this.#out = out;
    this.#everyMs = everyMs;
  }

  show(text: string): void {
    if (text === this.#shown) return;
    if (this.#out.isTTY) {
      this.#out.write(`\r\u001b[K${text}`);
    } else {
      const now = performance.now();
      if (now - this.#shownAtMs < this.#everyMs) return;
      this.#shownAtMs = now;
      this.#out.write(`${text}\n`);
    }
    this.#shown = text;
  }

  /** What follows begins on a line of its own. */
  end(): void {
    if (this.#out.isTTY && this.#shown !== "") this.#out.write("\r\u001b[K");
    this.#shown = "";
  }
}
