import { eq, sql } from "drizzle-orm";
import { tenants } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { bumpTenantState } from "./bump-tenant-state.ts";

/**
 * Makes every access token of the tenant that was made before no longer good, or those of the platform's people for
 * `platformTenantId`. Within a second of the `pushTenantState` that follows the commit.
 *
 * @returns the epoch that tokens have to name from now on
 */
export async function revokeTenantTokens(transaction: Transaction, tenantId: string): Promise<number> {
  const [row] = await transaction
    .update(tenants)
    .set({ revocationEpoch: sql`${tenants.revocationEpoch} + 1` })
    .where(eq(tenants.tenantId, tenantId))
    .returning({ revocationEpoch: tenants.revocationEpoch });
  await bumpTenantState(transaction, tenantId);
  return row?.revocationEpoch ?? 0;
}
