import type { Link } from "#domain/contracts/index.ts";
import { linkTo, type ContentView } from "./content-view.ts";

const suggestionsMax = 5;
/**
 * Robots ask for thousands of addresses that are not there; so many a second are looked for. Pages of the others suggest
 * nothing.
 */
const looksPerSecond = 20;

/** Ids of documents at paths like one that is not there, the likest first. */
export type FindAlike = (view: ContentView, path: string, limit: number) => readonly string[];

/** What somebody may have meant who came to a path where nothing is. */
export class Suggestions {
  readonly #findAlike: FindAlike;
  readonly #now: () => number;
  #second = 0;
  #looks = 0;

  /** @param now in milliseconds since the epoch */
  constructor(findAlike: FindAlike, now: () => number) {
    this.#findAlike = findAlike;
    this.#now = now;
  }

  for(view: ContentView, path: string): readonly Link[] {
    if (path.startsWith("/_hotswap/") || !this.#mayLook()) return [];
    return this.#findAlike(view, path, suggestionsMax)
      .map((id) => view.published(id))
      .filter((document) => document !== null)
      .map(linkTo);
  }

  #mayLook(): boolean {
    const second = Math.floor(this.#now() / 1_000);
    if (second !== this.#second) [this.#second, this.#looks] = [second, 0];
    this.#looks += 1;
    return this.#looks <= looksPerSecond;
  }
}
