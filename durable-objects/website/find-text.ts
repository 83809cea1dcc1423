import {
  findAlike,
  findMatches,
  lacksStems,
  LiveRows,
  matchedTexts,
  rebuildSearchRows,
  type ContentStore,
} from "./content/index.ts";
import { Allowance } from "./allowance.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import type { ContentView, FindText } from "./pages/index.ts";

/** Further documents that match are neither counted nor shown. */
const foundMax = 1_000;
/** How many rows are written anew in one slice. */
const rebuiltRows = 50;

/**
 * A search keeps all others of its process waiting for some milliseconds, and edges remember what was found: beyond this somebody asks
 * for what nobody wants to know.
 */
const searches = { burst: 100, perSecond: 20 };

/** More searches than are allowed. */
export class TooManySearches extends Error {
  override readonly name = "TooManySearches";
}

/** Searches the editions of documents that a content root holds: others are passed over. */
export class TextFinder {
  readonly #sql: Sql;
  readonly #store: ContentStore;
  readonly #live: LiveRows;
  readonly #searches: Allowance;
  /** Null until somebody looks. */
  #lacksStems: boolean | null = null;

  /** @param now in milliseconds since the epoch */
  constructor(sql: Sql, store: ContentStore, now: () => number) {
    this.#sql = sql;
    this.#store = store;
    this.#live = new LiveRows(sql, store);
    this.#searches = new Allowance(searches, now);
  }

  /** Throws `TooManySearches`. */
  readonly find: FindText = (view, query, { offset, limit, language }) => {
    if (query === "") return { found: [], total: 0 };
    if (!this.#searches.take()) throw new TooManySearches("more searches than are allowed");
    this.#lacksStems ??= lacksStems(this.#sql);
    // Until all words are written anew there are stems of some documents only.
    const isEnglish = /^en(?:-|$)/i.test(language) && !this.#lacksStems;
    const matches = findMatches(this.#sql, query, { live: this.#live.of(view.root), isEnglish });
    if (matches === null) return { found: [], total: 0 };
    const rows = matches.rows.slice(0, foundMax).slice(offset, offset + limit);
    return {
      total: Math.min(matches.total, foundMax),
      found: matchedTexts(this.#sql, matches, rows),
    };
  };

  /** Ids of documents at paths like this one. */
  readonly alike = (view: ContentView, path: string, limit: number): readonly string[] =>
    findAlike(this.#sql, path, this.#live.of(view.root), limit);

  /** Writes some of the words that another version wrote anew. @returns whether all are done */
  rebuild(): boolean {
    const done = rebuildSearchRows(this.#sql, (digest) => this.#store.readRecord(digest), rebuiltRows);
    this.#lacksStems = null;
    this.#live.forget();
    return done;
  }

  /** Rows were removed, or others written in their places. */
  forget(): void {
    this.#live.forget();
  }
}
