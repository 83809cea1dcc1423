import { and, eq, inArray } from "drizzle-orm";
import { exportStatusesBefore, type ExportStatus } from "#domain/export/index.ts";
import { exports, type ExportRow } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";

/**
 * Moves an export to a status, and whatever else changes with it, if its status allows that.
 *
 * @returns the row as it is then; null when the status it has does not lead there
 */
export async function changeExport(
  database: Database | Transaction,
  exportId: string,
  status: ExportStatus,
  values: Partial<Omit<ExportRow, "exportId" | "status">> & { readonly updatedAt: Date },
): Promise<ExportRow | null> {
  const [row] = await database
    .update(exports)
    .set({ ...values, status })
    .where(and(eq(exports.exportId, exportId), inArray(exports.status, exportStatusesBefore(status))))
    .returning();
  return row ?? null;
}
