import { sql } from "drizzle-orm";
import { accessTokenGrants } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";

/** Notes for which tenant a token is about to be made, so that ending the session finds it. @param expiresAt seconds since the epoch */
export async function noteGrant(
  transaction: Transaction,
  sessionId: string,
  tenantId: string,
  expiresAt: number,
): Promise<void> {
  const values = { sessionId, tenantId, expiresAt: new Date(expiresAt * 1_000) };
  await transaction
    .insert(accessTokenGrants)
    .values(values)
    .onConflictDoUpdate({
      target: [accessTokenGrants.sessionId, accessTokenGrants.tenantId],
      set: { expiresAt: sql`greatest(${accessTokenGrants.expiresAt}, excluded.expires_at)` },
    });
}
