/** So many are remembered, the last ones to be left. */
const leftPathsMax = 20_000;

/**
 * Paths at which documents were shown until they were taken off: shown again elsewhere, a document is to be found from there too. Each
 * path is that of the last one that left it, each document has the last path that it left. Writes belong in the caller's transaction.
 */
export class LeftPaths {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null for one that was never taken off, or whose path another has left since. */
  find(documentId: string): string | null {
    const query = "SELECT path FROM left_paths WHERE document_id = ?";
    return this.#sql.exec<{ path: string }>(query, documentId).toArray()[0]?.path ?? null;
  }

  note(documentId: string, path: string): void {
    this.#sql.exec("INSERT OR REPLACE INTO left_paths (document_id, path) VALUES (?, ?)", documentId, path);
    this.#sql.exec("DELETE FROM left_paths WHERE position <= (SELECT max(position) FROM left_paths) - ?", leftPathsMax);
  }
}
