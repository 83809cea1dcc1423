import { sql } from "drizzle-orm";
import type { Transaction } from "../../database/index.ts";

/** Whoever changes who belongs to a tenant, and as what, takes turns until the transaction ends: so the last owner stays. */
export async function lockMembers(transaction: Transaction, tenantId: string): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`members:${tenantId}`}, 0))`);
}
