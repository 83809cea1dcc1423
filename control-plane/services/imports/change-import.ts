import { and, eq, inArray } from "drizzle-orm";
import { importStatusesBefore, type ImportStatus } from "#domain/import/index.ts";
import { imports, type ImportRow } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";

/**
 * Moves an import to a status, and whatever else changes with it, if its status allows that.
 *
 * @returns the row as it is then; null when the status it has does not lead there
 */
export async function changeImport(
  database: Database | Transaction,
  importId: string,
  status: ImportStatus,
  values: Partial<Omit<ImportRow, "importId" | "status">> & { readonly updatedAt: Date },
): Promise<ImportRow | null> {
  const [row] = await database
    .update(imports)
    .set({ ...values, status })
    .where(and(eq(imports.importId, importId), inArray(imports.status, importStatusesBefore(status))))
    .returning();
  return row ?? null;
}
