import { lineOf, type Piece } from "./piece.ts";

/** Counts items that are no content, for one line a type. */
export class LeftOutTypes {
  readonly #counts = new Map<string, number>();

  add(type: string): void {
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
  }

  piece(): Piece {
    const counts = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = counts.map(([type, count]) =>
      lineOf(
        "left-out",
        "item",
        null,
        `items of type ${type}`,
        `${count} of WordPress's or a plugin's own, no content`,
      ),
    );
    return { record: null, lines };
  }
}
