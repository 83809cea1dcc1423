import { and, gt, inArray, or, eq } from "drizzle-orm";
import { exports } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import type { ExportServices } from "./context.ts";
import { enqueueExportJob, exportTasks } from "./export-jobs.ts";

/** Goes on with what was under way when workers ended, without waiting for its next try. */
export async function resumeExports(database: Database): Promise<void> {
  const underWay = await database
    .select({ exportId: exports.exportId })
    .from(exports)
    .where(inArray(exports.status, ["requested", "writing"]));
  for (const { exportId } of underWay) await enqueueExportJob(database, exportTasks.run, exportId);
}

/** Removes files that belong to no export that is kept: what a crash left, and what is over. */
export async function sweepExportFiles({ database, files, now }: ExportServices): Promise<void> {
  const kept = await database
    .select({ exportId: exports.exportId })
    .from(exports)
    .where(or(eq(exports.status, "writing"), and(eq(exports.status, "ready"), gt(exports.expiresAt, new Date(now())))));
  await files.sweep(new Set(kept.map(({ exportId }) => exportId)));
}
