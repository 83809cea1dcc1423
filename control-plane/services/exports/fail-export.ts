import { withTransaction } from "../../database/index.ts";
import { changeExport } from "./change-export.ts";
import type { ExportServices } from "./context.ts";
import { enqueueExportJob, exportTasks } from "./export-jobs.ts";

/** Ends an export that cannot be made. */
export function failExport(
  { database, now }: Pick<ExportServices, "database" | "now">,
  exportId: string,
  detail: string,
): Promise<void> {
  const at = new Date(now());
  return withTransaction(database, async (transaction) => {
    const error = { detail: detail.slice(0, 2_000), place: null };
    const row = await changeExport(transaction, exportId, "failed", { error, updatedAt: at, finishedAt: at });
    if (row !== null) await enqueueExportJob(transaction, exportTasks.discard, exportId);
  });
}
