import type { Database, Transaction } from "./client.ts";

/** Does all of the work or none of it. What the work throws rolls it back and is passed on. */
export function withTransaction<Value>(
  database: Database,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  return database.transaction(work);
}
