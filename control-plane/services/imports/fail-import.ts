import type { ImportError } from "#domain/import/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeImport } from "./change-import.ts";
import type { ImportServices } from "./context.ts";
import { enqueueImportJob, importTasks } from "./import-jobs.ts";
import { storableText } from "./storable-text.ts";

/** Ends an import that cannot be done. Its report stays; the rest is discarded. */
export function failImport(
  { database, now }: Pick<ImportServices, "database" | "now">,
  importId: string,
  error: ImportError,
): Promise<void> {
  const at = new Date(now());
  const { detail, place } = error;
  const stored = { detail: storableText(detail, 2_000), place: place === null ? null : storableText(place, 500) };
  return withTransaction(database, async (transaction) => {
    const values = { error: stored, updatedAt: at, finishedAt: at };
    const row = await changeImport(transaction, importId, "failed", values);
    if (row !== null) await enqueueImportJob(transaction, importTasks.discard, importId);
  });
}
