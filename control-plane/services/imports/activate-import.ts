import { fail, ok, type Result } from "#domain/errors/index.ts";
import { importStatuses, type Import } from "#domain/import/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import type { ImportRow } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { changeImport } from "./change-import.ts";
import type { ImportRef, ImportServices } from "./context.ts";
import { findImport } from "./find-import.ts";
import { enqueueImportJob, importTasks } from "./import-jobs.ts";
import { importView } from "./import-view.ts";
import { placeImport } from "./place-import.ts";

/** The job that sees to it begins so much later than the call itself. */
const safetyNetSeconds = 30;

/**
 * Swaps the website to the imported content, as one deployment. Its id is written down before it is asked for, and a job
 * asks again should this service not live to hear the answer. Activating it again answers the same while that deployment is in force;
 * once it was rolled back, the content is placed anew, by a deployment of its own.
 */
export async function activateImport(services: ImportServices, ref: ImportRef): Promise<Result<Import>> {
  const { database, now } = services;
  const undone = await undoneDeployment(services, ref);
  if (!undone.ok) return undone;
  const begun = await withTransaction(database, async (transaction): Promise<Result<ImportRow>> => {
    const found = await findImport(transaction, ref);
    if (!found.ok || found.value.status === "activating") return found;
    const isInForce = found.value.status === "activated" && found.value.deploymentId !== undone.value;
    return isInForce ? found : begin(transaction, ref, now());
  });
  if (!begun.ok) return begun;
  if (begun.value.status === "activated") return ok(importView(begun.value, now()));
  const placed = await placeImport(services, begun.value);
  return placed.ok ? ok(importView(placed.value, now())) : placed;
}

/** The deployment by which the import was activated, where that is no longer in force; null otherwise. */
async function undoneDeployment({ database, edge }: ImportServices, ref: ImportRef): Promise<Result<string | null>> {
  const found = await findImport(database, ref);
  if (!found.ok) return found;
  const { status, deploymentId } = found.value;
  if (status !== "activated" || deploymentId === null) return ok(null);
  const standing = await edge.standingOf(ref, deploymentId);
  if (!standing.ok) return fail("invalid-import-status", standing.failure.detail);
  return ok(standing.value === "in-force" ? null : deploymentId);
}

/** Of two calls at once one begins, and both go on with what that began. */
async function begin(transaction: Transaction, ref: ImportRef, now: number): Promise<Result<ImportRow>> {
  const begun = await changeImport(transaction, ref.importId, "activating", {
    deploymentId: uuidV7(now),
    updatedAt: new Date(now),
  });
  if (begun === null) {
    const found = await findImport(transaction, ref);
    if (!found.ok || found.value.status === "activating" || found.value.status === "activated") return found;
    const detail = `Only an import that is ready can be activated. ${importStatuses[found.value.status]}`;
    return fail("invalid-import-status", detail, { status: found.value.status });
  }
  await enqueueImportJob(transaction, importTasks.place, ref.importId, safetyNetSeconds);
  return ok(begun);
}
