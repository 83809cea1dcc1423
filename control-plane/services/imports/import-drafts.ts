import { and, asc, eq, gt } from "drizzle-orm";
import { workingCopySchema, type WorkingCopy } from "#domain/editing/index.ts";
import { importDrafts, imports, type ImportRow } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import type { ImportServices } from "./context.ts";

/** Keeps documents for when the import is activated; those that are kept already stay. */
export async function keepDrafts(database: Database, importId: string, drafts: readonly WorkingCopy[]): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({ importId, documentId: draft.documentId, document: JSON.stringify(draft) }));
  await database.insert(importDrafts).values(rows).onConflictDoNothing();
}

export async function forgetDrafts(database: Database, importId: string): Promise<void> {
  await database.delete(importDrafts).where(eq(importDrafts.importId, importId));
}

/**
 * Makes drafts of the documents that an import brought beside its content, which the website has by now, one after the other. May be
 * begun again anywhere: each is forgotten once it is there. Whoever has its id already stays; a path that is another's is given up for a free one.
 *
 * Throws, once all were tried, when the website refused some: it may not have heard of what they need yet.
 */
export async function placeDrafts({ database, edge }: ImportServices, importId: string): Promise<void> {
  const [row] = await database.select().from(imports).where(eq(imports.importId, importId));
  if (row?.status !== "activated" && row?.status !== "unchanged") return;
  const refused: string[] = [];
  for (let after = ""; ;) {
    const isNext = and(eq(importDrafts.importId, importId), gt(importDrafts.documentId, after));
    const [kept] = await database
      .select()
      .from(importDrafts)
      .where(isNext)
      .orderBy(asc(importDrafts.documentId))
      .limit(1);
    if (kept === undefined) break;
    const { documentId, document } = kept;
    after = documentId;
    const refusal = await placeDraft(edge, row, workingCopySchema.parse(JSON.parse(document)));
    if (refusal === null) {
      const isPlaced = and(eq(importDrafts.importId, importId), eq(importDrafts.documentId, documentId));
      await database.delete(importDrafts).where(isPlaced);
    } else refused.push(`${documentId}: ${refusal}`);
  }
  if (refused.length > 0) throw new Error(`${refused.length} drafts were refused, the first one ${refused[0]}`);
}

/** @returns why it was refused; null when it is there */
async function placeDraft(edge: ImportServices["edge"], row: ImportRow, draft: WorkingCopy): Promise<string | null> {
  const { path: _, ...elsewhere } = draft;
  const created = await edge.createDraft(row, draft);
  const isTaken = !created.ok && created.failure.code === "path-taken";
  const made = isTaken ? await edge.createDraft(row, elsewhere) : created;
  return made.ok || made.failure.code === "document-exists" ? null : made.failure.detail;
}
