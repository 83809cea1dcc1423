/** What SQLite gives back. */
export type SqlValue = ArrayBuffer | string | number | null;

/** The part of Cloudflare's `SqlStorage` that the stores use, so that they run in tests under Node too. */
export interface Sql {
  /** Runs one or more statements; the rows are the last one's. */
  exec<Row extends Record<string, SqlValue>>(query: string, ...bindings: readonly SqlBinding[]): SqlRows<Row>;
}
export type SqlBinding = SqlValue | Uint8Array;

export interface SqlRows<Row> {
  toArray(): Row[];
  /** Throws unless there is exactly one row. */
  one(): Row;
}
