import { sql } from "drizzle-orm";
import { heldCallSecondsMax } from "#domain/access/index.ts";
import { accessTokenGrants } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";

/**
 * Notes for which tenant a token is about to be made, so that ending the session finds it: for as long as it, or a call that was
 * begun with it, is good for.
 *
 * @param expiresAt when the token does, in seconds since the epoch
 */
export async function noteGrant(
  transaction: Transaction,
  sessionId: string,
  tenantId: string,
  expiresAt: number,
): Promise<void> {
  const values = { sessionId, tenantId, expiresAt: new Date((expiresAt + heldCallSecondsMax) * 1_000) };
  await transaction
    .insert(accessTokenGrants)
    .values(values)
    .onConflictDoUpdate({
      target: [accessTokenGrants.sessionId, accessTokenGrants.tenantId],
      set: { expiresAt: sql`greatest(${accessTokenGrants.expiresAt}, excluded.expires_at)` },
    });
}
