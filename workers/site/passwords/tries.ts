import { BoundedMap } from "#workers/support/bounded-map.ts";

const windowMs = 60_000;
/** Tries that an isolate allows in a minute: of a visitor at a document, and of all visitors at it. */
const triesOfVisitorMax = 10;
const triesMax = 100;

interface ProtectedDocument {
  readonly websiteId: string;
  readonly documentId: string;
}

interface Window {
  readonly since: number;
  count: number;
}

/** Counts tries of passwords, so that guessing takes its time and no more of the processor. */
export class PasswordTries {
  readonly #windows = new BoundedMap<Window>(10_000);

  /**
   * Documents of several websites may have one id, so that a document is named by both: guesses at one website's close
   * no other's.
   *
   * @param visitor their address; null where it is not known, so that one visitor's tries are not all others'
   * @returns whether one more try is allowed, which it counts
   */
  take({ websiteId, documentId }: ProtectedDocument, visitor: string | null, now: number): boolean {
    const document = `${websiteId} ${documentId}`;
    const ofVisitor = visitor === null || this.#count(`${document} ${visitor}`, now) <= triesOfVisitorMax;
    return ofVisitor && this.#count(document, now) <= triesMax;
  }

  #count(key: string, now: number): number {
    let window = this.#windows.get(key);
    if (window === undefined || now < window.since || now - window.since >= windowMs) {
      window = { since: now, count: 0 };
      this.#windows.set(key, window);
    }
    window.count += 1;
    return window.count;
  }
}
