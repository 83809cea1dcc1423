import { and, desc, eq, inArray, lte } from "drizzle-orm";
import { sessions } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { endSessions } from "./end-sessions.ts";

/** So many devices a person may be signed in on: the oldest is signed out for one more. */
const sessionsMax = 50;

/**
 * Removes a person's sessions that are over, whose tokens are as well, and ends those beyond what they may have.
 *
 * @returns the tenants whose state is to be pushed after the commit
 */
export async function pruneSessions(transaction: Transaction, personId: string): Promise<readonly string[]> {
  const own = eq(sessions.userId, personId);
  await transaction.delete(sessions).where(and(own, lte(sessions.expiresAt, new Date())));
  const beyond = transaction
    .select({ id: sessions.id })
    .from(sessions)
    .where(own)
    .orderBy(desc(sessions.id))
    .offset(sessionsMax);
  return endSessions(transaction, and(own, inArray(sessions.id, beyond)));
}
