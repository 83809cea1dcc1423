import { cut } from "../site/text.ts";

const notesMax = 50;
const noteCharsMax = 300;

/** Gathers what was changed in one record: each thing once, with how often it was met. */
export class Notes {
  readonly #counts = new Map<string, number>();
  #more = 0;

  add(detail: string): void {
    const note = cut(detail, noteCharsMax);
    const count = this.#counts.get(note);
    if (count === undefined && this.#counts.size >= notesMax) this.#more += 1;
    else this.#counts.set(note, (count ?? 0) + 1);
  }

  all(): string[] {
    const notes = [...this.#counts].map(([note, count]) => (count === 1 ? note : `${note} (${count} times)`));
    return this.#more === 0 ? notes : [...notes, `and ${this.#more} more changes`];
  }
}
