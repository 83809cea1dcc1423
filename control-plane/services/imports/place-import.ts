import { fail, failureCodes, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import type { ImportRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeImport } from "./change-import.ts";
import type { ImportServices } from "./context.ts";
import { enqueueImportJob, importTasks } from "./import-jobs.ts";

const messageMax = 500;

/**
 * Asks for the deployment that an import was given; asking twice is asking once. A job makes drafts of what lies beside the content then.
 * A change that the website refuses leaves the import ready. Throws when the edge is out of reach.
 */
export async function placeImport({ database, edge, now }: ImportServices, row: ImportRow): Promise<Result<ImportRow>> {
  const { changeId, deploymentId, importId } = row;
  if (changeId === null || deploymentId === null) throw new Error("an import without a change was to be placed");
  const message = `Import of ${row.fileName}`.slice(0, messageMax);
  const placed = await edge.activate(row, { deploymentId, changeId, message });
  const at = new Date(now());
  if (placed.ok) {
    const activated = await withTransaction(database, async (transaction) => {
      const changed = await changeImport(transaction, importId, "activated", { updatedAt: at, finishedAt: at });
      if (changed?.format === "archive") await enqueueImportJob(transaction, importTasks.drafts, importId);
      return changed;
    });
    return ok(activated ?? { ...row, status: "activated" });
  }
  await changeImport(database, importId, "ready", { deploymentId: null, updatedAt: at });
  const code = placed.failure.code in failureCodes ? (placed.failure.code as FailureCode) : "internal";
  return fail(code, placed.failure.detail);
}
