import { isDatabaseUnavailable } from "../database/index.ts";
import { EdgeUnavailable } from "../drivers/edge/index.ts";
import type { Log } from "../log.ts";
import {
  ExportFault,
  ExportStopped,
  exportTasks,
  failExport,
  runExport,
  type ExportServices,
} from "../services/exports/index.ts";
import type { Job } from "./job.ts";

/**
 * Writes an export's file. What may pass, like a website that is out of reach, is tried again; whatever else goes wrong ends the
 * export, which then says so.
 */
export function runExportJob(services: ExportServices, log: Log): Job {
  return {
    task: exportTasks.run,
    async run({ exportId = "" }, { signal, isLastTry }) {
      try {
        await services.cancellations.during(exportId, signal, (signal) => runExport(services, exportId, signal));
      } catch (error) {
        if (error instanceof ExportStopped) return;
        const isPassing = signal.aborted || error instanceof EdgeUnavailable || isDatabaseUnavailable(error);
        if (isPassing && !isLastTry) throw error;
        log("export-failed", { exportId, error });
        await failExport(services, exportId, describeError(error));
      }
    },
  };
}

function describeError(error: unknown): string {
  if (error instanceof ExportFault) return error.message;
  if ((error as NodeJS.ErrnoException).code === "ENOSPC")
    return "There is no room for the file. Ask for it again later.";
  if (error instanceof EdgeUnavailable) return "The website could not be reached for too long. Ask for it again.";
  return "The export failed on our side and was recorded under its id.";
}
