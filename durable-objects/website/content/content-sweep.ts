import type { Sql } from "#durable-objects/support/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { isRecordKey } from "./content-keys.ts";
import { decodeNode, isLeaf, type Node } from "./node.ts";

export interface SweepBudget {
  /** Nodes whose children are marked, in one slice. */
  readonly marks: number;
  /** Rows looked at to be kept or removed, in one slice. */
  readonly rows: number;
}

export interface SweepProgress {
  /** The sweep has ended; the next slice begins another. */
  readonly done: boolean;
  /** Nodes whose children this slice marked. */
  readonly walkedNodes: number;
  readonly removedNodes: readonly Digest[];
  readonly removedRecords: readonly Digest[];
}

/** A budget whose slices take a few milliseconds. */
export const sweepBudget: SweepBudget = { marks: 10, rows: 200 };

type Clearing = "content_nodes" | "records";

/**
 * Mark and sweep in slices. What is in use is marked in a table, so neither the size of a site nor a crash
 * matters: a slice goes on from what the tables say. Nothing is removed before all that is marked was walked.
 *
 * Whatever is written while a sweep is under way is marked at once, walked already: its children were written
 * in the same step or come from a retained root, which is marked itself.
 */
export class ContentSweep {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Keeps a node or record that was written just now from the sweep under way, if there is one. */
  keep(digest: Digest): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO content_marks (digest, walked) SELECT ?, 1 WHERE EXISTS (SELECT 1 FROM content_sweep)",
      digest,
    );
  }

  slice(roots: Iterable<Digest>, { marks, rows }: SweepBudget): SweepProgress {
    this.#sql.exec("INSERT OR IGNORE INTO content_sweep (id, clearing, cleared_to) VALUES (1, 'content_nodes', '')");
    this.#mark([...roots], 0);
    const walkedNodes = this.#walk(marks);
    if (walkedNodes >= marks) return { done: false, walkedNodes, removedNodes: [], removedRecords: [] };
    const clearing = this.#clearing();
    const { removed, atEnd } = this.#clear(clearing, rows);
    const done = atEnd && clearing === "records";
    if (done) this.#sql.exec("DELETE FROM content_sweep; DELETE FROM content_marks");
    else if (atEnd) this.#sql.exec("UPDATE content_sweep SET clearing = 'records', cleared_to = ''");
    return {
      done,
      walkedNodes,
      removedNodes: clearing === "content_nodes" ? removed : [],
      removedRecords: clearing === "records" ? removed : [],
    };
  }

  /** @param walked 0 for nodes whose children are to be marked too */
  #mark(digests: readonly Digest[], walked: 0 | 1): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO content_marks (digest, walked) SELECT value, ? FROM json_each(?)",
      walked,
      JSON.stringify(digests),
    );
  }

  /** Marks the children of marked nodes, at most so many nodes'. @returns of how many */
  #walk(limit: number): number {
    let walked = 0;
    for (; walked < limit; walked += 1) {
      const [next] = this.#sql
        .exec<{ digest: string }>("SELECT digest FROM content_marks WHERE walked = 0 LIMIT 1")
        .toArray();
      if (next === undefined) break;
      // Past the cache, which is to hold what visitors ask for.
      this.#markChildren(decodeNode(readNodeBytes(this.#sql, next.digest)));
      this.#sql.exec("UPDATE content_marks SET walked = 1 WHERE digest = ?", next.digest);
    }
    return walked;
  }

  #markChildren(node: Node): void {
    if (isLeaf(node)) {
      const records = node.entries.filter(([key]) => isRecordKey(key));
      this.#mark(
        records.map(([, digest]) => digest),
        1,
      );
    } else {
      this.#mark(
        node.entries.map(([, child]) => child),
        0,
      );
    }
  }

  #clearing(): Clearing {
    return this.#sql.exec<{ clearing: Clearing }>("SELECT clearing FROM content_sweep").one().clearing;
  }

  /** Removes what is not marked among the next rows of a table, in the order of digests. */
  #clear(table: Clearing, rows: number): { readonly removed: readonly Digest[]; readonly atEnd: boolean } {
    const { from } = this.#sql.exec<{ from: string }>("SELECT cleared_to AS `from` FROM content_sweep").one();
    const page = this.#sql
      .exec<{ digest: string; marked: number }>(
        `SELECT DISTINCT digest, digest IN (SELECT digest FROM content_marks) AS marked
         FROM ${table} WHERE digest > ? ORDER BY digest LIMIT ?`,
        from,
        rows,
      )
      .toArray();
    const removed = page.filter(({ marked }) => marked === 0).map(({ digest }) => digest);
    for (const digest of removed) this.#sql.exec(`DELETE FROM ${table} WHERE digest = ?`, digest);
    this.#sql.exec("UPDATE content_sweep SET cleared_to = ?", page.at(-1)?.digest ?? from);
    return { removed, atEnd: page.length < rows };
  }
}

/** Throws when the node is missing: a root that names it keeps it. */
export function readNodeBytes(sql: Sql, digest: Digest): Uint8Array {
  const [row] = sql.exec<{ bytes: ArrayBuffer }>("SELECT bytes FROM content_nodes WHERE digest = ?", digest).toArray();
  if (row === undefined) throw new Error(`The content node ${digest} is missing.`);
  return new Uint8Array(row.bytes);
}
