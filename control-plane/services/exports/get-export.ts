import { ok, type Result } from "#domain/errors/index.ts";
import type { Export } from "#domain/export/index.ts";
import type { ExportRef, ExportServices } from "./context.ts";
import { exportView } from "./export-view.ts";
import { findExport } from "./find-export.ts";

export async function getExport(
  { database }: Pick<ExportServices, "database">,
  ref: ExportRef,
): Promise<Result<Export, "export-not-found">> {
  const found = await findExport(database, ref);
  return found.ok ? ok(exportView(found.value)) : found;
}
