import { and, eq, gt, isNull, type SQL } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import { impersonations } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { recordAudit } from "../audit/index.ts";
import type { Acting } from "../tenants/index.ts";
import { revokeGrants } from "./end-sessions.ts";

/**
 * Ends what somebody of the platform does as other people, and notes it in the tenants' logs and the platform's. What ran out by
 * itself was over before, and is left as it is.
 *
 * @param which of theirs; undefined for all
 * @param at milliseconds since the epoch
 * @returns the tenants whose state is to be pushed after the commit
 */
export async function endImpersonations(
  transaction: Transaction,
  impersonatorId: string,
  which: SQL | undefined,
  { actor, origin }: Pick<Acting, "actor" | "origin">,
  at: number,
): Promise<readonly string[]> {
  const now = new Date(at);
  const running = and(isNull(impersonations.endedAt), gt(impersonations.expiresAt, now));
  const rows = await transaction
    .update(impersonations)
    .set({ endedAt: now })
    .where(and(eq(impersonations.impersonatorId, impersonatorId), which, running))
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
