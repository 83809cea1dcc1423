import { eq } from "drizzle-orm";
import { exports } from "#migrations/schema/index.ts";
import { changeExport } from "./change-export.ts";
import type { ExportServices } from "./context.ts";

/** Removes the file of an export that is over; one that is ready is over once its time is up. */
export async function discardExport({ database, files, now }: ExportServices, exportId: string): Promise<void> {
  const [row] = await database.select().from(exports).where(eq(exports.exportId, exportId));
  const at = new Date(now());
  if (row?.status === "ready" && row.expiresAt !== null && row.expiresAt <= at) {
    await changeExport(database, exportId, "expired", { updatedAt: at });
  } else if (row !== undefined && row.status !== "expired" && row.status !== "failed") {
    return;
  }
  await files.remove(exportId);
}
