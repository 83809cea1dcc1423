import { eq, sql } from "drizzle-orm";
import { importDrafts, imports } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../../database/index.ts";
import type { BroughtDraft } from "../context.ts";

/** Keeps documents for when the import is activated; those that are kept already stay. */
export async function keepDrafts(database: Database, importId: string, drafts: readonly BroughtDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map(({ draft, place }) => ({
    importId,
    documentId: draft.documentId,
    document: JSON.stringify(draft),
    place,
  }));
  await withTransaction(database, async (transaction) => {
    const kept = await transaction
      .insert(importDrafts)
      .values(rows)
      .onConflictDoNothing()
      .returning({ documentId: importDrafts.documentId });
    await transaction
      .update(imports)
      .set({ draftsWaiting: sql`${imports.draftsWaiting} + ${kept.length}` })
      .where(eq(imports.importId, importId));
  });
}

export async function forgetDrafts(database: Database, importId: string): Promise<void> {
  await withTransaction(database, async (transaction) => {
    await transaction.delete(importDrafts).where(eq(importDrafts.importId, importId));
    await transaction.update(imports).set({ draftsWaiting: 0, draftsRefused: 0 }).where(eq(imports.importId, importId));
  });
}
