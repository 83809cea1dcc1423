import { discardImport, importTasks, type ImportServices } from "../services/imports/index.ts";
import type { Job } from "./job.ts";

/** Removes what an import that is over left behind. */
export function discardImportJob(services: ImportServices): Job {
  return {
    task: importTasks.discard,
    run: ({ importId = "" }) => discardImport(services, importId),
  };
}
