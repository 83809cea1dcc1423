import type { Log } from "../log.ts";
import { forgetDrafts, importTasks, placeDrafts, type ImportServices } from "../services/imports/index.ts";
import type { Job } from "./job.ts";

/** Makes drafts of what an activated import brought beside its content, again until the website takes them; at last the rest is left out. */
export function placeImportDraftsJob(services: ImportServices, log: Log): Job {
  return {
    task: importTasks.drafts,
    async run({ importId = "" }, { signal, isLastTry }) {
      try {
        await placeDrafts(services, importId);
      } catch (error) {
        if (signal.aborted || !isLastTry) throw error;
        log("import-drafts-left-out", { importId, error });
        await forgetDrafts(services.database, importId);
      }
    },
  };
}
