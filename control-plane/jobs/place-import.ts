import { eq } from "drizzle-orm";
import { imports } from "#migrations/schema/index.ts";
import { importTasks, placeImport, type ImportServices } from "../services/imports/index.ts";
import type { Job } from "./job.ts";

/** Sees to it that an activation that was begun is ended, if whoever called for it did not live to. */
export function placeImportJob(services: ImportServices): Job {
  return {
    task: importTasks.place,
    async run({ importId = "" }) {
      const [row] = await services.database.select().from(imports).where(eq(imports.importId, importId));
      if (row?.status === "activating") await placeImport(services, row);
    },
  };
}
