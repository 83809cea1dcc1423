import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import {
  importDrafts,
  imports,
  tenantDatabases,
  tenantKeys,
  tenantSchemas,
  tenantSecrets,
} from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { SchemaServices } from "./context.ts";
import { refOf } from "./ensure-schema.ts";

/**
 * Drops the tenant's schema and role, and forgets what imports have kept for it, its secrets and the keys that they were sealed by, so
 * that no backup of them opens any more. To be called while nobody else works on the tenant; repeated, it goes on.
 */
export async function removeSchema(services: SchemaServices, tenantId: string): Promise<void> {
  const { owner, databases } = services;
  const [placed] = await owner.select().from(tenantSchemas).where(eq(tenantSchemas.tenantId, tenantId));
  // Also one that was dropped before: it may have come back with a backup.
  if (placed !== undefined) await databases.ensureSchemaDropped(await refOf(services, placed));
  if (placed !== undefined && placed.removedAt === null) {
    await withTransaction(owner, async (transaction) => {
      const removed = await transaction
        .update(tenantSchemas)
        .set({ removedAt: sql`now()` })
        .where(and(eq(tenantSchemas.tenantId, tenantId), isNull(tenantSchemas.removedAt)))
        .returning({ databaseNumber: tenantSchemas.databaseNumber });
      for (const { databaseNumber } of removed) {
        await transaction
          .update(tenantDatabases)
          .set({ schemas: sql`${tenantDatabases.schemas} - 1` })
          .where(eq(tenantDatabases.number, databaseNumber));
      }
    });
  }
  await withTransaction(owner, async (transaction) => {
    await transaction.delete(tenantSecrets).where(eq(tenantSecrets.tenantId, tenantId));
    await transaction.delete(tenantKeys).where(eq(tenantKeys.tenantId, tenantId));
    const own = transaction.select({ importId: imports.importId }).from(imports).where(eq(imports.tenantId, tenantId));
    await transaction.delete(importDrafts).where(inArray(importDrafts.importId, own));
  });
}
