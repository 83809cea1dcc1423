import { fail, ok, type Result } from "#domain/errors/index.ts";
import { exportStatuses, type Export } from "#domain/export/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeExport } from "./change-export.ts";
import type { ExportRef, ExportServices } from "./context.ts";
import { ExportStopped } from "./export-fault.ts";
import { enqueueExportJob, exportTasks } from "./export-jobs.ts";
import { exportView } from "./export-view.ts";
import { findExport } from "./find-export.ts";

/** Gives an export up, or its file away before its time. Dropping it again changes nothing. */
export async function dropExport(
  { database, cancellations, now }: ExportServices,
  ref: ExportRef,
): Promise<Result<Export, "export-not-found" | "invalid-export-status">> {
  const dropped = await withTransaction(database, async (transaction) => {
    const found = await findExport(transaction, ref);
    if (!found.ok || found.value.status === "expired") return found;
    const at = new Date(now());
    const row = await changeExport(transaction, ref.exportId, "expired", { updatedAt: at, expiresAt: at });
    if (row === null) {
      const detail = `There is nothing to drop. ${exportStatuses[found.value.status]}`;
      return fail("invalid-export-status", detail, { status: found.value.status });
    }
    await enqueueExportJob(transaction, exportTasks.discard, ref.exportId);
    return ok(row);
  });
  if (!dropped.ok) return dropped;
  cancellations.cancel(ref.exportId, new ExportStopped("the export was dropped"));
  return ok(exportView(dropped.value));
}
