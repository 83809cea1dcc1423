import { eq, sql } from "drizzle-orm";
import { importDrafts, imports } from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../../database/index.ts";
import type { BroughtDraft, EditedDigest } from "../context.ts";

/**
 * Keeps documents for when the import is activated, and what edits among those that are kept were written on. What is kept already
 * stays.
 */
export async function keepDrafts(
  database: Database,
  importId: string,
  drafts: readonly BroughtDraft[],
  edited: readonly EditedDigest[] = [],
): Promise<void> {
  if (drafts.length + edited.length === 0) return;
  await withTransaction(database, async (transaction) => {
    if (drafts.length > 0) await insertDrafts(transaction, importId, drafts);
    if (edited.length > 0) await noteEdited(transaction, importId, edited);
  });
}

async function insertDrafts(
  transaction: Transaction,
  importId: string,
  drafts: readonly BroughtDraft[],
): Promise<void> {
  const rows = drafts.map(({ draft, kind, place }) => ({
    ...{ importId, documentId: draft.documentId, document: JSON.stringify(draft), kind, place },
  }));
  const kept = await transaction
    .insert(importDrafts)
    .values(rows)
    .onConflictDoNothing()
    .returning({ documentId: importDrafts.documentId });
  await transaction
    .update(imports)
    .set({ draftsWaiting: sql`${imports.draftsWaiting} + ${kept.length}` })
    .where(eq(imports.importId, importId));
}

async function noteEdited(transaction: Transaction, importId: string, edited: readonly EditedDigest[]): Promise<void> {
  await transaction.execute(sql`
    update ${importDrafts} as draft set over = edited.digest
    from jsonb_to_recordset(${JSON.stringify(edited)}::jsonb) as edited("documentId" text, digest text)
    where draft.import_id = ${importId} and draft.kind = 'edit' and draft.document_id = edited."documentId"`);
}

export async function forgetDrafts(database: Database, importId: string): Promise<void> {
  await withTransaction(database, async (transaction) => {
    await transaction.delete(importDrafts).where(eq(importDrafts.importId, importId));
    await transaction.update(imports).set({ draftsWaiting: 0, draftsRefused: 0 }).where(eq(imports.importId, importId));
  });
}
