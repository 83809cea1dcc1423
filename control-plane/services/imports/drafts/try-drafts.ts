import { fail, ok, type Result } from "#domain/errors/index.ts";
import { importStatuses, type Import } from "#domain/import/index.ts";
import { withTransaction } from "../../../database/index.ts";
import type { ImportRef, ImportServices } from "../context.ts";
import { findImport } from "../find-import.ts";
import { enqueueImportJob, importTasks } from "../import-jobs.ts";
import { importView } from "../import-view.ts";

/** Sees to it that what an import brought beside its content and the website refused is tried again, at once. Where nothing is left, nothing is done. */
export async function tryDrafts(
  { database, now }: ImportServices,
  ref: ImportRef,
): Promise<Result<Import, "import-not-found" | "invalid-import-status">> {
  return withTransaction(database, async (transaction) => {
    const found = await findImport(transaction, ref);
    if (!found.ok) return found;
    const { status, draftsWaiting, draftsRefused } = found.value;
    if (status !== "activated" && status !== "unchanged") {
      const detail = `What lies beside the content follows once the import is activated. ${importStatuses[status]}`;
      return fail("invalid-import-status", detail, { status });
    }
    if (draftsWaiting + draftsRefused > 0) await enqueueImportJob(transaction, importTasks.drafts, ref.importId);
    return ok(importView(found.value, now()));
  });
}
