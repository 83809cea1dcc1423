import { and, asc, eq, ne } from "drizzle-orm";
import { tenantKeys } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import type { MasterKeys } from "./master-keys.ts";
import { openTenantKey, sealTenantKey } from "./tenant-keys.ts";

const batchSize = 100;

/**
 * Seals every tenant's keys by the current master key, a hundred at a time: interrupted, it goes on with those that are left. The
 * keys themselves, and what they sealed, stay as they are.
 *
 * @returns how many were sealed anew
 * Throws a `SecretFault` when one was sealed by a master key that is not known here.
 */
export async function rotateMasterKey(database: Database, masterKeys: MasterKeys): Promise<number> {
  for (let count = 0; ;) {
    const done = await withTransaction(database, async (transaction) => {
      const rows = await transaction
        .select()
        .from(tenantKeys)
        .where(ne(tenantKeys.masterKeyId, masterKeys.current().id))
        .orderBy(asc(tenantKeys.tenantId), asc(tenantKeys.number))
        .limit(batchSize)
        .for("update");
      for (const row of rows) {
        const { masterKeyId, sealedKey } = sealTenantKey(masterKeys, row, openTenantKey(masterKeys, row));
        await transaction
          .update(tenantKeys)
          .set({ masterKeyId, sealedKey })
          .where(and(eq(tenantKeys.tenantId, row.tenantId), eq(tenantKeys.number, row.number)));
      }
      return rows.length;
    });
    if (done === 0) return count;
    count += done;
  }
}
