import type { Link } from "#domain/contracts/index.ts";
import { Allowance } from "../allowance.ts";
import { linkTo, type ContentView } from "./content-view.ts";

const suggestionsMax = 5;
/** Robots ask for thousands of addresses that are not there; so many are looked for. Pages of the others suggest nothing. */
const looks = { burst: 20, perSecond: 10 };

/** Ids of documents at paths like one that is not there, the likest first. */
export type FindAlike = (view: ContentView, path: string, limit: number) => readonly string[];

/** What somebody may have meant who came to a path where nothing is. */
export class Suggestions {
  readonly #findAlike: FindAlike;
  readonly #looks: Allowance;

  /** @param now in milliseconds since the epoch */
  constructor(findAlike: FindAlike, now: () => number) {
    this.#findAlike = findAlike;
    this.#looks = new Allowance(looks, now);
  }

  for(view: ContentView, path: string): readonly Link[] {
    if (path.startsWith("/_hotswap/") || !this.#looks.take()) return [];
    return this.#findAlike(view, path, suggestionsMax)
      .map((id) => view.published(id))
      .filter((document) => document !== null)
      .map(linkTo);
  }
}
