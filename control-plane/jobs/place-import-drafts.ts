import type { Log } from "../log.ts";
import { importTasks, placeDrafts, type ImportServices } from "../services/imports/index.ts";
import type { Job } from "./job.ts";

/**
 * Makes drafts of what an activated import brought beside its content, again until the website takes them. What it still refuses at
 * last is kept, and tried again when somebody asks for it.
 */
export function placeImportDraftsJob(services: ImportServices, log: Log): Job {
  return {
    task: importTasks.drafts,
    async run({ importId = "" }, { signal, isLastTry }) {
      const refused = await placeDrafts(services, importId, signal);
      if (refused === 0) return;
      if (!isLastTry) throw new Error(`the website refused ${refused} drafts`);
      log("import-drafts-refused", { importId, refused });
    },
  };
}
