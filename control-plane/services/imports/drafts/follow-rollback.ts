import { and, desc, eq, exists, isNotNull } from "drizzle-orm";
import { importDrafts, imports } from "#migrations/schema/index.ts";
import type { Transaction } from "../../../database/index.ts";
import { enqueueImportJob, importTasks } from "../import-jobs.ts";

/** So many of a website's imports are looked at, the latest first. */
const importsMax = 100;

/**
 * Sees to it that what imports of a website brought beside their content follows a rollback there: it may have undone one of them, or
 * brought one back.
 */
export async function followRollback(transaction: Transaction, websiteId: string): Promise<void> {
  const hasBrought = exists(
    transaction
      .select({ importId: importDrafts.importId })
      .from(importDrafts)
      .where(eq(importDrafts.importId, imports.importId)),
  );
  const found = await transaction
    .select({ importId: imports.importId })
    .from(imports)
    .where(
      and(
        eq(imports.websiteId, websiteId),
        eq(imports.status, "activated"),
        isNotNull(imports.deploymentId),
        hasBrought,
      ),
    )
    .orderBy(desc(imports.createdAt))
    .limit(importsMax);
  for (const { importId } of found) await enqueueImportJob(transaction, importTasks.drafts, importId);
}
