import { ok, type Result } from "#domain/errors/index.ts";
import type { Import } from "#domain/import/index.ts";
import type { ImportRef, ImportServices } from "./context.ts";
import { findImport } from "./find-import.ts";
import { importView } from "./import-view.ts";

export async function getImport(
  { database, now }: Pick<ImportServices, "database" | "now">,
  ref: ImportRef,
): Promise<Result<Import, "import-not-found">> {
  const found = await findImport(database, ref);
  return found.ok ? ok(importView(found.value, now())) : found;
}
