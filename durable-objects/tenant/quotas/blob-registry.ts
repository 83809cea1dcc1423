import type { BlobToHold } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";

/** What the tenant has uploaded. Writes belong in the caller's transaction. */
export class BlobRegistry {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Of all of them together, those that are about to be stored too. */
  get bytes(): number {
    return this.#sql.exec<{ bytes: number }>("SELECT bytes FROM storage").one().bytes;
  }

  /** Those that are not even about to be stored. */
  unknown(blobs: readonly BlobToHold[]): readonly BlobToHold[] {
    const known = this.#known(
      blobs.map(({ digest }) => digest),
      false,
    );
    const once = new Map(blobs.map((blob) => [blob.digest, blob]));
    return [...once.values()].filter(({ digest }) => !known.has(digest));
  }

  /** Those that are not stored. */
  missing(digests: readonly Digest[]): readonly Digest[] {
    const known = this.#known(digests, true);
    return [...new Set(digests)].filter((digest) => !known.has(digest));
  }

  /** Counts one that is unknown. @param untilMs when somebody asks whether it was stored */
  reserve({ digest, bytes }: BlobToHold, untilMs: number): void {
    this.#sql.exec("INSERT INTO blobs (digest, bytes, held, until_ms) VALUES (?, ?, 0, ?)", digest, bytes, untilMs);
    this.#sql.exec("UPDATE storage SET bytes = bytes + ?", bytes);
  }

  /** It is stored. */
  keep(digest: Digest): void {
    this.#sql.exec("UPDATE blobs SET held = 1 WHERE digest = ?", digest);
  }

  /** It was not stored. One that was meanwhile stays. */
  release(digest: Digest): void {
    const released = this.#sql
      .exec<{ bytes: number }>("DELETE FROM blobs WHERE digest = ? AND held = 0 RETURNING bytes", digest)
      .toArray();
    for (const { bytes } of released) this.#sql.exec("UPDATE storage SET bytes = bytes - ?", bytes);
  }

  /** The tenant has it no more. One that is being stored anew stays. */
  free(digest: Digest): void {
    const freed = this.#sql
      .exec<{ bytes: number }>("DELETE FROM blobs WHERE digest = ? AND held = 1 RETURNING bytes", digest)
      .toArray();
    for (const { bytes } of freed) this.#sql.exec("UPDATE storage SET bytes = bytes - ?", bytes);
  }

  /** Those of which nobody has said in time that they are stored. */
  overdue(atMs: number, limit: number): readonly Digest[] {
    const query = "SELECT digest FROM blobs WHERE held = 0 AND until_ms <= ? ORDER BY until_ms LIMIT ?";
    return this.#sql
      .exec<{ digest: string }>(query, atMs, limit)
      .toArray()
      .map(({ digest }) => digest);
  }

  /** When the next one's time is over; null for none. */
  get nextUntilMs(): number | null {
    const query = "SELECT min(until_ms) AS untilMs FROM blobs WHERE held = 0";
    return this.#sql.exec<{ untilMs: number | null }>(query).one().untilMs;
  }

  #known(digests: readonly Digest[], held: boolean): ReadonlySet<Digest> {
    const query = `SELECT digest FROM blobs WHERE digest IN (SELECT value FROM json_each(?)) AND held >= ?`;
    const rows = this.#sql.exec<{ digest: string }>(query, JSON.stringify(digests), held ? 1 : 0).toArray();
    return new Set(rows.map(({ digest }) => digest));
  }
}
