import { and, eq, isNull } from "drizzle-orm";
import { uploads } from "#migrations/schema/index.ts";
import { keyOf, type UploadServices } from "./context.ts";

/**
 * Gives back what an upload took that is over: its parts or its file in the tenant's store, and its room in the quota. Does nothing while
 * it is not, and may be done again.
 */
export async function clearUpload(services: UploadServices, uploadId: string): Promise<void> {
  const isToClear = and(eq(uploads.uploadId, uploadId), isNull(uploads.clearedAt));
  const [row] = await services.database.select().from(uploads).where(isToClear);
  if (row === undefined || row.status === "receiving" || row.status === "processing") return;
  const bucket = services.buckets?.of(row.tenantId);
  if (bucket !== undefined && row.blobUploadId !== null) {
    await bucket.abortUpload({ key: keyOf(row), uploadId: row.blobUploadId });
    await bucket.delete(keyOf(row));
  }
  await services.edge.releaseUpload(row, uploadId);
  await services.database
    .update(uploads)
    .set({ clearedAt: new Date(services.now()) })
    .where(isToClear);
}
