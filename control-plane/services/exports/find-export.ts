import { and, eq } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { exports, type ExportRow } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";
import type { ExportRef } from "./context.ts";

/** An export of its website and tenant alone. */
export async function findExport(
  database: Database | Transaction,
  { exportId, websiteId, tenantId }: ExportRef,
): Promise<Result<ExportRow, "export-not-found">> {
  const [row] = await database
    .select()
    .from(exports)
    .where(and(eq(exports.exportId, exportId), eq(exports.websiteId, websiteId), eq(exports.tenantId, tenantId)));
  return row === undefined ? fail("export-not-found", "The website has no such export.") : ok(row);
}
