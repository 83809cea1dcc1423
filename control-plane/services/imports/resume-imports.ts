import { inArray } from "drizzle-orm";
import { imports } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import type { Spool } from "../../drivers/spool/index.ts";
import { enqueueImportJob, importTasks } from "./import-jobs.ts";

/** Goes on with what was under way when workers ended, without waiting for its next try. */
export async function resumeImports(database: Database): Promise<void> {
  for (const { importId, status } of await importsUnderWay(database)) {
    await enqueueImportJob(database, status === "activating" ? importTasks.place : importTasks.run, importId);
  }
}

/** Removes files that belong to no import under way: what uploads that were cut off by a crash left, and imports that are over. */
export async function sweepSpool(database: Database, spool: Spool): Promise<void> {
  const underWay = await importsUnderWay(database);
  await spool.sweep(new Set(underWay.map(({ importId }) => importId)));
}

function importsUnderWay(database: Database) {
  return database
    .select({ importId: imports.importId, status: imports.status })
    .from(imports)
    .where(inArray(imports.status, ["received", "reading", "activating"]));
}
