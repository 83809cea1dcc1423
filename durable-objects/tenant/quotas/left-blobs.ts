import type { Digest } from "#domain/digest/index.ts";

/** So long a file is kept on the tenant's account after the last website left it: something that names it may be on its way. */
const keptMs = 24 * 60 * 60 * 1_000;

/** Blobs that a website named which is no more, until it is found out whether others do. Writes belong in the caller's transaction. */
export class LeftBlobs {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Of those that the tenant has. Again, nothing changes. */
  add(digests: readonly Digest[], nowMs: number): void {
    this.#sql.exec(
      `INSERT INTO left_blobs (digest, due_ms) SELECT digest, ?2 FROM blobs
       WHERE held = 1 AND digest IN (SELECT value FROM json_each(?1)) ON CONFLICT DO NOTHING`,
      JSON.stringify(digests),
      nowMs + keptMs,
    );
  }

  /** Somebody asks whether the tenant has these, and may be about to name them. */
  postpone(digests: readonly Digest[], nowMs: number): void {
    this.#sql.exec(
      "UPDATE left_blobs SET due_ms = ?2 WHERE digest IN (SELECT value FROM json_each(?1))",
      JSON.stringify(digests),
      nowMs + keptMs,
    );
  }

  due(nowMs: number, limit: number): readonly Digest[] {
    return this.#sql
      .exec<{ digest: string }>("SELECT digest FROM left_blobs WHERE due_ms <= ? ORDER BY due_ms LIMIT ?", nowMs, limit)
      .toArray()
      .map(({ digest }) => digest);
  }

  /** Takes off the list what is due of these. @returns it */
  take(digests: readonly Digest[], nowMs: number): readonly Digest[] {
    const query = `DELETE FROM left_blobs WHERE due_ms <= ?2 AND digest IN (SELECT value FROM json_each(?1)) RETURNING digest`;
    return this.#sql
      .exec<{ digest: string }>(query, JSON.stringify(digests), nowMs)
      .toArray()
      .map(({ digest }) => digest);
  }

  /** When the next one is due; null for none. */
  get nextMs(): number | null {
    return this.#sql.exec<{ dueMs: number | null }>("SELECT min(due_ms) AS dueMs FROM left_blobs").one().dueMs;
  }
}
