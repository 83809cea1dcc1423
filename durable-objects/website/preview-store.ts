import type { Digest } from "#domain/digest/index.ts";
import { randomBytes } from "node:crypto";

/** A preview that runs: which release it shows, and which change that was made by. */
export interface PreviewRow {
  readonly previewId: string;
  readonly releaseId: Digest;
  readonly changeId: Digest | null;
  readonly expiresAtMs: number;
  /** Who asked for it; null where that was not told. */
  readonly viewer: string | null;
}

/** The website's previews, and the key that signs their tokens: it never leaves the object. */
export class PreviewStore {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Made with the first token. In the caller's transaction. */
  makeKey(): Uint8Array {
    this.#sql.exec("INSERT OR IGNORE INTO preview_key (id, bytes) VALUES (1, ?)", randomBytes(32));
    return this.readKey()!;
  }

  /** Null before the first token. */
  readKey(): Uint8Array | null {
    const row = this.#sql.exec<{ bytes: ArrayBuffer }>("SELECT bytes FROM preview_key").toArray()[0];
    return row === undefined ? null : new Uint8Array(row.bytes);
  }

  get count(): number {
    return this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM previews").one().n;
  }

  countOf(viewer: string): number {
    return this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM previews WHERE viewer = ?", viewer).one().n;
  }

  insert({ previewId, releaseId, changeId, expiresAtMs, viewer }: PreviewRow): void {
    this.#sql.exec(
      "INSERT INTO previews (preview_id, release_id, change_id, expires_at_ms, viewer) VALUES (?, ?, ?, ?, ?)",
      previewId,
      releaseId,
      changeId,
      expiresAtMs,
      viewer,
    );
  }

  has(previewId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM previews WHERE preview_id = ?", previewId).toArray().length > 0;
  }

  removeOfChange(changeId: Digest): void {
    this.#sql.exec("DELETE FROM previews WHERE change_id = ?", changeId);
  }

  removeExpired(nowMs: number): void {
    this.#sql.exec("DELETE FROM previews WHERE expires_at_ms <= ?", nowMs);
  }
}
