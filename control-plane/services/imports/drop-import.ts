import { fail, ok, type Result } from "#domain/errors/index.ts";
import { importStatuses, type Import } from "#domain/import/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeImport } from "./change-import.ts";
import type { ImportRef, ImportServices } from "./context.ts";
import { findImport } from "./find-import.ts";
import { ImportStopped } from "./import-fault.ts";
import { enqueueImportJob, importTasks } from "./import-jobs.ts";
import { importView } from "./import-view.ts";

/**
 * Gives an import up, at any time before it is activated. What it left is discarded once its work has ended, whatever happens
 * to this service meanwhile; its report stays. Dropping it again changes nothing.
 */
export async function dropImport(
  { database, cancellations, now }: ImportServices,
  ref: ImportRef,
): Promise<Result<Import, "import-not-found" | "invalid-import-status">> {
  const dropped = await withTransaction(database, async (transaction) => {
    const found = await findImport(transaction, ref);
    if (!found.ok || found.value.status === "dropped") return found;
    const at = new Date(now());
    const row = await changeImport(transaction, ref.importId, "dropped", { updatedAt: at, finishedAt: at });
    if (row === null) {
      const detail = `Only an import that is under way or ready can be dropped. ${importStatuses[found.value.status]}`;
      return fail("invalid-import-status", detail, { status: found.value.status });
    }
    await enqueueImportJob(transaction, importTasks.discard, ref.importId);
    return ok(row);
  });
  if (!dropped.ok) return dropped;
  cancellations.cancel(ref.importId, new ImportStopped("the import was dropped"));
  return ok(importView(dropped.value, now()));
}
