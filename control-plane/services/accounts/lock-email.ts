import { sql } from "drizzle-orm";
import type { Transaction } from "../../database/index.ts";

/** Whoever makes a person of an address takes turns, until the transaction ends. */
export async function lockEmail(transaction: Transaction, email: string): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`email:${email}`}, 0))`);
}
