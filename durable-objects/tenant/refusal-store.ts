import type { RefusedAttempt } from "#domain/contracts/index.ts";

/** So many wait for the control plane: then the oldest are dropped and counted. */
const refusalsMax = 10_000;

export interface WaitingRefusal {
  readonly sequence: number;
  readonly attempt: RefusedAttempt;
}

/** Attempts from other tenants on their way to the audit log. Writes belong in the caller's transaction. */
export class RefusalStore {
  readonly #sql: SqlStorage;
  readonly #max: number;
  #count: number;

  constructor(sql: SqlStorage, max = refusalsMax) {
    this.#sql = sql;
    this.#max = max;
    this.#count = sql.exec<{ count: number }>("SELECT count(*) AS count FROM refusals").one().count;
  }

  /** How many were dropped, ever. */
  get dropped(): number {
    return this.#sql.exec<{ count: number }>("SELECT count FROM dropped_refusals").toArray()[0]?.count ?? 0;
  }

  /** The same attempt again changes nothing. */
  append(attempt: RefusedAttempt): void {
    const added = this.#sql
      .exec(
        "INSERT INTO refusals (attempt_id, attempt) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING sequence",
        attempt.attemptId,
        JSON.stringify(attempt),
      )
      .toArray();
    this.#count += added.length;
    if (this.#count > this.#max) this.#dropOldest();
  }

  /** Null when none waits. */
  oldest(): WaitingRefusal | null {
    const row = this.#sql
      .exec<{ sequence: number; attempt: string }>("SELECT sequence, attempt FROM refusals ORDER BY sequence LIMIT 1")
      .toArray()[0];
    return row === undefined ? null : { sequence: row.sequence, attempt: JSON.parse(row.attempt) as RefusedAttempt };
  }

  /** Forgets one that was delivered. */
  acknowledge({ sequence }: WaitingRefusal): void {
    this.#count -= this.#sql
      .exec("DELETE FROM refusals WHERE sequence = ? RETURNING sequence", sequence)
      .toArray().length;
  }

  #dropOldest(): void {
    this.#sql.exec("DELETE FROM refusals WHERE sequence = (SELECT min(sequence) FROM refusals)");
    this.#sql.exec(
      "INSERT INTO dropped_refusals (id, count) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET count = count + 1",
    );
    this.#count -= 1;
    console.error(JSON.stringify({ event: "refusal-dropped", dropped: this.dropped }));
  }
}
