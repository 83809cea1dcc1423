import type { Digest } from "#domain/digest/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import { recordPrefix } from "../content-keys.ts";
import { difference } from "../difference.ts";
import type { NodeStore } from "../node.ts";
import { scan } from "../scan.ts";
import { RowSet } from "./row-set.ts";

/** Of the roots that were searched last: the active release's, a candidate's, previews'. */
const rootsMax = 4;
const digestsPerQuery = 500;
const prefix = recordPrefix("document");

/**
 * Which rows of the search tables belong to the content of a root: a bit for each row, so that any number of other editions
 * costs a search nothing but passing over them, and when its document was published. A root that follows on another is made of it by what differs.
 */
export class LiveRows {
  readonly #sql: Sql;
  readonly #store: NodeStore;
  /** The one used last comes last. */
  readonly #byRoot = new Map<Digest, RowSet>();

  constructor(sql: Sql, store: NodeStore) {
    this.#sql = sql;
    this.#store = store;
  }

  of(root: Digest): RowSet {
    const rows = this.#byRoot.get(root) ?? this.#make(root);
    this.#byRoot.delete(root);
    this.#byRoot.set(root, rows);
    for (const oldest of this.#byRoot.keys()) {
      if (this.#byRoot.size <= rootsMax) break;
      this.#byRoot.delete(oldest);
    }
    return rows;
  }

  /** Rows were removed, so that their numbers may be given to others, or written anew. */
  forget(): void {
    this.#byRoot.clear();
  }

  #make(root: Digest): RowSet {
    const known = [...this.#byRoot].at(-1);
    if (known === undefined) {
      const rows = new RowSet();
      this.#add(
        rows,
        scan(this.#store, root, { prefix, limit: Infinity }).map(([, digest]) => digest),
      );
      return rows;
    }
    const gone: Digest[] = [];
    const come: Digest[] = [];
    for (const { key, from, to } of difference(this.#store, known[0], root)) {
      if (!key.startsWith(prefix)) continue;
      if (from !== null) gone.push(from);
      if (to !== null) come.push(to);
    }
    const rows = known[1].copy();
    for (const [row] of this.#rowsOf(gone)) rows.delete(row);
    this.#add(rows, come);
    return rows;
  }

  #add(rows: RowSet, digests: readonly Digest[]): void {
    for (const [row, publishedMs] of this.#rowsOf(digests)) rows.add(row, publishedMs);
  }

  *#rowsOf(digests: readonly Digest[]): Generator<readonly [row: number, publishedMs: number]> {
    for (let begin = 0; begin < digests.length; begin += digestsPerQuery) {
      const { rows } = this.#sql
        .exec<{ rows: string }>(
          `SELECT json_group_array(json_array(search_row, published_ms)) AS rows FROM search_rows
           WHERE record IN (SELECT value FROM json_each(?))`,
          JSON.stringify(digests.slice(begin, begin + digestsPerQuery)),
        )
        .one();
      yield* JSON.parse(rows) as [number, number][];
    }
  }
}
