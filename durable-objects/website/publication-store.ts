import type { RecordRef } from "#domain/content/index.ts";
import {
  publicationsKept,
  publicationsKeptMs,
  type ListInput,
  type PlacedPublication,
  type PublicationsSince,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Failure } from "#domain/errors/index.ts";

/** A publication that waits for its time. */
export interface WaitingPublication {
  readonly publicationId: string;
  /** Milliseconds since the epoch. */
  readonly dueAtMs: number;
  /** Root of the tree of the records to put. */
  readonly root: Digest;
  readonly delete: readonly RecordRef[];
  readonly message: string;
}

type Ending =
  | { readonly state: "placed"; readonly deploymentId: string }
  | { readonly state: "refused"; readonly failure: Pick<Failure, "code" | "detail"> }
  | { readonly state: "cancelled" };

type WaitingRow = Record<string, SqlStorageValue> & {
  publication_id: string;
  due_at_ms: number;
  root: string;
  deletions: string;
  message: string;
};
type EndedRow = Record<string, SqlStorageValue> & {
  sequence: number;
  publication_id: string;
  state: "placed" | "refused" | "cancelled";
  deployment_id: string | null;
  failure: string | null;
  at_ms: number;
};

/** The website's publications: those that wait, and how the others ended. Writes belong in the caller's transaction. */
export class PublicationStore {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get count(): number {
    return this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM scheduled_publications").one().n;
  }

  /** Where it stands; null for one that never arrived, or ended long ago. */
  find(publicationId: string): PlacedPublication | null {
    const [ended] = this.#sql
      .exec<EndedRow>("SELECT * FROM publication_log WHERE publication_id = ?", publicationId)
      .toArray();
    if (ended !== undefined) return viewOfEnded(ended);
    const waiting = this.waiting(publicationId);
    return waiting === null ? null : viewOfWaiting(waiting);
  }

  waiting(publicationId: string): WaitingPublication | null {
    const [row] = this.#sql
      .exec<WaitingRow>("SELECT * FROM scheduled_publications WHERE publication_id = ?", publicationId)
      .toArray();
    return row === undefined ? null : waitingOf(row);
  }

  insert({ publicationId, dueAtMs, root, delete: deletions, message }: WaitingPublication): void {
    this.#sql.exec(
      "INSERT INTO scheduled_publications (publication_id, due_at_ms, root, deletions, message) VALUES (?, ?, ?, ?, ?)",
      publicationId,
      dueAtMs,
      root,
      JSON.stringify(deletions),
      message,
    );
  }

  /** Notes how it ended, once; it waits no longer. */
  conclude(publicationId: string, ending: Ending, nowMs: number): void {
    this.#sql.exec("DELETE FROM scheduled_publications WHERE publication_id = ?", publicationId);
    this.#sql.exec(
      `INSERT INTO publication_log (publication_id, state, deployment_id, failure, at_ms) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (publication_id) DO NOTHING`,
      publicationId,
      ending.state,
      ending.state === "placed" ? ending.deploymentId : null,
      ending.state === "refused" ? JSON.stringify(ending.failure) : null,
      nowMs,
    );
  }

  /** Those that are due, the first to be due first, at most so many. */
  due(nowMs: number, limit: number): readonly WaitingPublication[] {
    return this.#sql
      .exec<WaitingRow>(
        "SELECT * FROM scheduled_publications WHERE due_at_ms <= ? ORDER BY due_at_ms, publication_id LIMIT ?",
        nowMs,
        limit,
      )
      .toArray()
      .map(waitingOf);
  }

  /** When the next one is due, in milliseconds since the epoch; null for never. */
  get nextDueMs(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT min(due_at_ms) AS at FROM scheduled_publications").one().at;
  }

  /** By id. The cursor is the id of the last one shown. */
  list({ limit, cursor }: ListInput): {
    readonly items: readonly WaitingPublication[];
    readonly cursor: string | null;
  } {
    const rows = this.#sql
      .exec<WaitingRow>(
        "SELECT * FROM scheduled_publications WHERE publication_id > ? ORDER BY publication_id LIMIT ?",
        cursor ?? "",
        limit + 1,
      )
      .toArray();
    const items = rows.slice(0, limit).map(waitingOf);
    return { items, cursor: rows.length > limit ? items.at(-1)!.publicationId : null };
  }

  since(after: number, limit: number): Omit<PublicationsSince, "epoch"> {
    const rows = this.#sql
      .exec<EndedRow>("SELECT * FROM publication_log WHERE sequence > ? ORDER BY sequence LIMIT ?", after, limit)
      .toArray();
    return {
      latest: this.#latest,
      items: rows.map((row) => ({ ...viewOfEnded(row), sequence: row.sequence })),
    };
  }

  /** Forgets what ended so long ago that nobody asks for it again; the last stays, and tells how many there were. */
  forgetOld(nowMs: number): void {
    this.#sql.exec(
      "DELETE FROM publication_log WHERE sequence < ?1 AND (at_ms < ?2 OR sequence <= ?3)",
      this.#latest,
      nowMs - publicationsKeptMs,
      this.#latest - publicationsKept,
    );
  }

  /** Keeps this content from the sweep, in place of the one before. */
  writeKnownContent(root: Digest): void {
    this.#sql.exec(
      "INSERT INTO known_content (id, root) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET root = excluded.root",
      root,
    );
  }

  /** Whether the content of this root is kept whole: a release's, or the one that was named last. */
  keepsContent(root: Digest): boolean {
    const query = `SELECT 1 FROM known_content WHERE root = ?1
      UNION ALL SELECT 1 FROM releases WHERE json_extract(leaves, '$.content') = ?1 LIMIT 1`;
    return this.#sql.exec(query, root).toArray().length > 0;
  }

  get #latest(): number {
    const query = "SELECT coalesce(max(sequence), 0) AS latest FROM publication_log";
    return this.#sql.exec<{ latest: number }>(query).one().latest;
  }
}

export function viewOfWaiting({ publicationId, dueAtMs }: WaitingPublication): PlacedPublication {
  const dueAt = new Date(dueAtMs).toISOString();
  return { publicationId, state: "scheduled", dueAt, deploymentId: null, failure: null, at: null };
}

function viewOfEnded({ publication_id, state, deployment_id, failure, at_ms }: EndedRow): PlacedPublication {
  return {
    publicationId: publication_id,
    state,
    dueAt: null,
    deploymentId: deployment_id,
    failure: failure === null ? null : (JSON.parse(failure) as PlacedPublication["failure"]),
    at: new Date(at_ms).toISOString(),
  };
}

function waitingOf({ publication_id, due_at_ms, root, deletions, message }: WaitingRow): WaitingPublication {
  return {
    publicationId: publication_id,
    dueAtMs: due_at_ms,
    root,
    delete: JSON.parse(deletions) as readonly RecordRef[],
    message,
  };
}
