import { inArray, type SQL } from "drizzle-orm";
import { accessTokenGrants, sessions } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { revokeTenantTokens } from "../tenants/index.ts";

/**
 * Ends sessions, and makes the tokens that they were exchanged for no longer good. Whoever is exchanging one at the moment is
 * waited for, so that no token slips through.
 *
 * @returns the tenants whose state is to be pushed after the commit
 */
export async function endSessions(transaction: Transaction, which: SQL | undefined): Promise<readonly string[]> {
  const ended = await transaction.delete(sessions).where(which).returning({ sessionId: sessions.id });
  return revokeGrants(
    transaction,
    ended.map(({ sessionId }) => sessionId),
  );
}

/** Makes tokens of these sessions or impersonations no longer good. @returns the tenants whose state is to be pushed */
export async function revokeGrants(
  transaction: Transaction,
  sessionIds: readonly string[],
): Promise<readonly string[]> {
  if (sessionIds.length === 0) return [];
  const grants = await transaction
    .delete(accessTokenGrants)
    .where(inArray(accessTokenGrants.sessionId, [...sessionIds]))
    .returning();
  const live = grants.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
  // In one order, so that two that revoke at a time do not wait for each other.
  const tenantIds = [...new Set(live.map(({ tenantId }) => tenantId))].sort();
  for (const tenantId of tenantIds) await revokeTenantTokens(transaction, tenantId);
  return tenantIds;
}
