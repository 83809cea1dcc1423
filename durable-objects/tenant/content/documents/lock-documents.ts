import { and, eq, inArray } from "drizzle-orm";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

/**
 * Keeps others from writing documents until the transaction ends. Whoever writes several locks them all here first, in the order of
 * their ids: so nobody waits for one who waits for them.
 */
export async function lockDocuments(tables: Tables, websiteId: string, documentIds: readonly string[]): Promise<void> {
  const ids = [...new Set(documentIds)];
  if (ids.length < 2) return;
  await tables
    .select({ documentId: documents.documentId })
    .from(documents)
    .where(and(eq(documents.websiteId, websiteId), inArray(documents.documentId, ids)))
    .orderBy(documents.documentId)
    .for("update");
}
