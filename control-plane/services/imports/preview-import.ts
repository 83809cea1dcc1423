import { eq } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { importStatuses, type Import } from "#domain/import/index.ts";
import { imports } from "#migrations/schema/index.ts";
import type { ImportRef, ImportServices } from "./context.ts";
import { findImport } from "./find-import.ts";
import { importView } from "./import-view.ts";

/** A new address at which the website is shown as the import would make it. */
export async function previewImport(
  { database, edge, now }: ImportServices,
  ref: ImportRef,
): Promise<Result<Import, "import-not-found" | "invalid-import-status">> {
  const found = await findImport(database, ref);
  if (!found.ok) return found;
  const { status, changeId } = found.value;
  if (status !== "ready" || changeId === null) return notReady(status);
  const preview = await edge.createPreview(ref, changeId);
  if (!preview.ok) return fail("invalid-import-status", preview.failure.detail);
  const shown = { previewUrl: preview.value.url, previewExpiresAt: new Date(preview.value.expiresAt) };
  const [row] = await database.update(imports).set(shown).where(eq(imports.importId, ref.importId)).returning();
  return row === undefined ? notReady(status) : ok(importView(row, now()));
}

function notReady(status: keyof typeof importStatuses) {
  const detail = `Only an import that is ready can be previewed. ${importStatuses[status]}`;
  return fail("invalid-import-status", detail, { status });
}
