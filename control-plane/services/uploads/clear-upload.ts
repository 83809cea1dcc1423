import { and, eq, isNull } from "drizzle-orm";
import { uploads } from "#migrations/schema/index.ts";
import { keyOf, type UploadServices } from "./context.ts";
import { waitsForRoom } from "./make-room.ts";

/**
 * Gives back what an upload took that is over: its parts or its file in the tenant's store, and its room in the quota. Does nothing while
 * it is not, and may be done again. Of one that lacked room alone the file is kept until its time is over.
 */
export async function clearUpload(services: UploadServices, uploadId: string): Promise<void> {
  const isToClear = and(eq(uploads.uploadId, uploadId), isNull(uploads.clearedAt));
  const [row] = await services.database.select().from(uploads).where(isToClear);
  if (row === undefined || row.status === "receiving" || row.status === "processing") return;
  // Its file stays where it is, and takes no room meanwhile.
  if (waitsForRoom(row, services.now())) return services.edge.releaseUpload(row, uploadId);
  const bucket = services.buckets?.of(row.tenantId);
  if (bucket !== undefined && row.blobUploadId !== null) {
    await bucket.abortUpload({ key: keyOf(row), uploadId: row.blobUploadId });
    await bucket.delete(keyOf(row));
  }
  await services.edge.releaseUpload(row, uploadId);
  await services.database
    .update(uploads)
    .set({ clearedAt: new Date(services.now()) })
    // One that goes on meanwhile has something to give back again.
    .where(and(isToClear, eq(uploads.status, row.status)));
}
