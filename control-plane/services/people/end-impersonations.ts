import { and, eq, isNull, type SQL } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import { impersonations } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { recordAudit } from "../audit/index.ts";
import { revokeGrants } from "../sessions/index.ts";
import type { Acting } from "../tenants/index.ts";

/**
 * Ends what somebody of the platform does as other people, and notes it in the tenants' logs and the platform's.
 *
 * @param which of theirs; undefined for all
 * @param at milliseconds since the epoch
 * @returns the tenants whose state is to be pushed after the commit
 */
export async function endImpersonations(
  transaction: Transaction,
  impersonatorId: string,
  which: SQL | undefined,
  { actor, origin }: Acting,
  at: number,
): Promise<readonly string[]> {
  const rows = await transaction
    .update(impersonations)
    .set({ endedAt: new Date(at) })
    .where(and(eq(impersonations.impersonatorId, impersonatorId), which, isNull(impersonations.endedAt)))
    .returning();
  const tenantIds = await revokeGrants(
    transaction,
    rows.map(({ impersonationId }) => impersonationId),
  );
  for (const { impersonationId, tenantId, personId } of rows) {
    const target = { type: "person", id: personId };
    const entry = { actor, action: "impersonation.ended", target, origin, before: null, after: { impersonationId } };
    await recordAudit(transaction, { tenantId, ...entry });
    await recordAudit(transaction, { tenantId: platformTenantId, ...entry });
  }
  return tenantIds;
}
