import {
  endReading,
  failImport,
  ImportFault,
  importTasks,
  ImportStopped,
  runImport,
  type ImportServices,
} from "../services/imports/index.ts";
import { isDatabaseUnavailable } from "../database/index.ts";
import { EdgeUnavailable } from "../drivers/edge/index.ts";
import { SpoolFault } from "../drivers/spool/index.ts";
import type { Log } from "../log.ts";
import type { Job } from "./job.ts";

/**
 * Reads an imported file. What may pass, like a website that is out of reach, is tried again; whatever else goes wrong ends
 * the import, which then says so.
 */
export function runImportJob(services: ImportServices, log: Log): Job {
  return {
    task: importTasks.run,
    async run({ importId = "" }, { signal, isLastTry }) {
      try {
        await services.cancellations.during(importId, signal, (signal) => runImport(services, importId, signal));
      } catch (error) {
        if (isStopped(error)) return;
        if (signal.aborted) {
          // The database may be what ended it: then it counts as cut off, once.
          await endReading(services, importId).catch(() => {});
          throw error;
        }
        const isPassing = error instanceof EdgeUnavailable || isDatabaseUnavailable(error);
        if (isPassing && !isLastTry) {
          await endReading(services, importId).catch(() => {});
          throw error;
        }
        log("import-failed", { importId, error });
        await failImport(services, importId, describeError(error));
      }
    },
  };
}

function isStopped(error: unknown): boolean {
  return error instanceof ImportStopped;
}

function describeError(error: unknown): { readonly detail: string; readonly place: string | null } {
  if (error instanceof ImportFault) return { detail: error.message, place: error.place };
  if (error instanceof SpoolFault) return { detail: error.message, place: null };
  if (error instanceof EdgeUnavailable) {
    return { detail: "The website could not be reached for too long. Send the file again.", place: null };
  }
  return { detail: "The import failed on our side and was recorded under its id.", place: null };
}
