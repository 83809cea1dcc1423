import type { ContentView } from "../pages/index.ts";

/** So much is read for one answer, in bytes of documents, whatever is asked: an object answers one call after the other. */
const bytesMax = 4_000_000;

/** Counts what is read for an answer. The first document is always read. */
export class ReadingBudget {
  readonly #view: ContentView;
  #bytes = 0;

  constructor(view: ContentView) {
    this.#view = view;
  }

  /** Whether there is room for one more document, which it counts. */
  take(documentId: string): boolean {
    const before = this.#bytes;
    this.#bytes += this.#view.bytesOf({ kind: "document", id: documentId });
    return before === 0 || this.#bytes <= bytesMax;
  }
}
