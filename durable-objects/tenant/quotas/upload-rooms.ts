import type { UploadRoom } from "#domain/contracts/index.ts";

/** Room for files that are being uploaded, counted among the bytes of storage. Writes belong in the caller's transaction. */
export class UploadRooms {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What is left of the room; null for none. */
  bytesOf(uploadId: string): number | null {
    const query = "SELECT bytes FROM uploads WHERE upload_id = ?";
    return this.#sql.exec<{ bytes: number }>(query, uploadId).toArray()[0]?.bytes ?? null;
  }

  /** Of one that has room, until when is changed alone. */
  reserve({ uploadId, bytes, untilMs }: UploadRoom): void {
    const isNew = this.bytesOf(uploadId) === null;
    this.#sql.exec(
      "INSERT OR REPLACE INTO uploads (upload_id, bytes, until_ms) VALUES (?, ?, ?)",
      uploadId,
      bytes,
      untilMs,
    );
    if (isNew) this.#sql.exec("UPDATE storage SET bytes = bytes + ?", bytes);
  }

  /** Frees so much of the room, for what is stored instead. */
  take(uploadId: string, bytes: number): void {
    this.#sql.exec("UPDATE uploads SET bytes = bytes - ? WHERE upload_id = ?", bytes, uploadId);
    this.#sql.exec("UPDATE storage SET bytes = bytes - ?", bytes);
  }

  release(uploadId: string): void {
    const query = "DELETE FROM uploads WHERE upload_id = ? RETURNING bytes";
    this.#free(this.#sql.exec<{ bytes: number }>(query, uploadId).toArray());
  }

  releaseOverdue(atMs: number): void {
    const query = "DELETE FROM uploads WHERE until_ms <= ? RETURNING bytes";
    this.#free(this.#sql.exec<{ bytes: number }>(query, atMs).toArray());
  }

  /** When the next one's time is over; null for none. */
  get nextUntilMs(): number | null {
    return this.#sql.exec<{ untilMs: number | null }>("SELECT min(until_ms) AS untilMs FROM uploads").one().untilMs;
  }

  #free(rows: readonly { readonly bytes: number }[]): void {
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    if (bytes > 0) this.#sql.exec("UPDATE storage SET bytes = bytes - ?", bytes);
  }
}
