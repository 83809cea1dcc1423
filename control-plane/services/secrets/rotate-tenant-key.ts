import { and, asc, eq, lt, max, sql } from "drizzle-orm";
import { tenantKeys, tenantSecrets } from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../database/index.ts";
import type { MasterKeys } from "./master-keys.ts";
import { openBytes, sealBytes } from "./seal-bytes.ts";
import { purposeOfSecret } from "./seal-secret.ts";
import { currentTenantKey, makeNextTenantKey, openTenantKey } from "./tenant-keys.ts";

const batchSize = 100;

/**
 * Gives the tenant a new key, seals its secrets by that one, a hundred at a time, and removes those that nothing is sealed by any
 * more. All can be opened meanwhile. Interrupted, the next call ends what was begun and makes no further key.
 *
 * @returns the number of the key now in use, and how many secrets were sealed anew
 */
export async function rotateTenantKey(
  database: Database,
  masterKeys: MasterKeys,
  tenantId: string,
): Promise<{ readonly keyNumber: number; readonly secrets: number }> {
  const keyNumber = await withTransaction(database, async (transaction) => {
    const begun = await numberOfBegunRotation(transaction, tenantId);
    return begun ?? makeNextTenantKey(transaction, masterKeys, tenantId);
  });
  for (let secrets = 0; ;) {
    const done = await withTransaction(database, (transaction) => sealBatch(transaction, masterKeys, tenantId));
    secrets += done;
    if (done > 0) continue;
    await database.delete(tenantKeys).where(and(eq(tenantKeys.tenantId, tenantId), lt(tenantKeys.number, keyNumber)));
    return { keyNumber, secrets };
  }
}

/** The current key's, while an older one is still there. */
async function numberOfBegunRotation(transaction: Transaction, tenantId: string): Promise<number | null> {
  const [row] = await transaction
    .select({ keys: sql<number>`count(*)::int`, last: max(tenantKeys.number) })
    .from(tenantKeys)
    .where(eq(tenantKeys.tenantId, tenantId));
  return (row?.keys ?? 0) > 1 ? row!.last : null;
}

async function sealBatch(transaction: Transaction, masterKeys: MasterKeys, tenantId: string): Promise<number> {
  const current = await currentTenantKey(transaction, masterKeys, tenantId);
  const rows = await transaction
    .select({ secret: tenantSecrets, key: tenantKeys })
    .from(tenantSecrets)
    .innerJoin(
      tenantKeys,
      and(eq(tenantKeys.tenantId, tenantSecrets.tenantId), eq(tenantKeys.number, tenantSecrets.keyNumber)),
    )
    .where(and(eq(tenantSecrets.tenantId, tenantId), lt(tenantSecrets.keyNumber, current.number)))
    .orderBy(asc(tenantSecrets.name))
    .limit(batchSize)
    .for("update");
  for (const { secret, key } of rows) {
    const purpose = purposeOfSecret(secret);
    const value = openBytes(openTenantKey(masterKeys, key), secret.sealed, purpose);
    await transaction
      .update(tenantSecrets)
      .set({ keyNumber: current.number, sealed: sealBytes(current.key, value, purpose) })
      .where(and(eq(tenantSecrets.tenantId, tenantId), eq(tenantSecrets.name, secret.name)));
  }
  return rows.length;
}
