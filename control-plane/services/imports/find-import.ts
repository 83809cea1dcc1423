import { and, eq } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { imports, type ImportRow } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";
import type { ImportRef } from "./context.ts";

/** The condition that picks an import, within its website and tenant alone. */
function isImport({ importId, websiteId, tenantId }: ImportRef) {
  return and(eq(imports.importId, importId), eq(imports.websiteId, websiteId), eq(imports.tenantId, tenantId));
}

export async function findImport(
  database: Database | Transaction,
  ref: ImportRef,
): Promise<Result<ImportRow, "import-not-found">> {
  const [row] = await database.select().from(imports).where(isImport(ref));
  return row === undefined ? fail("import-not-found", `The website has no import ${ref.importId}.`) : ok(row);
}
