import { count, eq } from "drizzle-orm";
import { memberships } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";

/** To how many tenants a person belongs. */
export async function countMemberships(database: Database | Transaction, personId: string): Promise<number> {
  const [row] = await database.select({ count: count() }).from(memberships).where(eq(memberships.personId, personId));
  return row?.count ?? 0;
}
