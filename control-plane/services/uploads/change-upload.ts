import { and, eq, inArray } from "drizzle-orm";
import { uploadStatusesBefore, type UploadStatus } from "#domain/upload/index.ts";
import { uploads, type UploadRow } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";
import { enqueueUploadJob, uploadTasks } from "./upload-jobs.ts";

/**
 * Moves an upload to a status, if its status allows that, and sees to what has to follow: the file is looked into, or what its parts
 * took is given back.
 *
 * @returns the row as it is then; null when the status it has does not lead there
 */
export async function changeUpload(
  transaction: Transaction,
  uploadId: string,
  status: Exclude<UploadStatus, "receiving">,
  values: Partial<Pick<UploadRow, "failure" | "file">> & { readonly updatedAt: Date },
): Promise<UploadRow | null> {
  const [row] = await transaction
    .update(uploads)
    .set({ ...values, status })
    .where(and(eq(uploads.uploadId, uploadId), inArray(uploads.status, uploadStatusesBefore(status))))
    .returning();
  if (row === undefined) return null;
  await enqueueUploadJob(transaction, status === "processing" ? uploadTasks.process : uploadTasks.clear, uploadId);
  return row;
}

/** Notes how far looking into it has come, while it is looked into. @returns whether it still is */
export async function noteUpload(
  database: Database,
  uploadId: string,
  values: Partial<Pick<UploadRow, "sha256" | "file" | "attempts">>,
): Promise<boolean> {
  const rows = await database
    .update(uploads)
    .set(values)
    .where(and(eq(uploads.uploadId, uploadId), eq(uploads.status, "processing")))
    .returning({ uploadId: uploads.uploadId });
  return rows.length > 0;
}
