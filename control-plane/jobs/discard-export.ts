import { discardExport, exportTasks, type ExportServices } from "../services/exports/index.ts";
import type { Job } from "./job.ts";

/** Removes the file of an export whose time is up, or that was given up. */
export function discardExportJob(services: ExportServices): Job {
  return {
    task: exportTasks.discard,
    run: ({ exportId = "" }) => discardExport(services, exportId),
  };
}
