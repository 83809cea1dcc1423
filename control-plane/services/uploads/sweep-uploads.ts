import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne } from "drizzle-orm";
import { uploadSeconds } from "#domain/upload/index.ts";
import { uploads } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeUpload } from "./change-upload.ts";
import type { UploadServices } from "./context.ts";
import { enqueueUploadJob, uploadTasks } from "./upload-jobs.ts";

const atOnce = 100;
const hourMs = 60 * 60 * 1_000;
/** So long what came to nothing is told of. */
const keptMs = 30 * 24 * hourMs;

/** Why uploads are dropped that nobody completes. */
export const notInTime = { code: "upload-incomplete", detail: "It was not completed in time." };

/**
 * Drops uploads whose time is over, sees again to those that were not cleared, forgets what came to nothing a month ago, and aborts
 * at the stores of blobs what no row knows of: begun by a service that did not live to write it down.
 *
 * @returns whether there is more to do at once
 */
export async function sweepUploads(services: UploadServices): Promise<boolean> {
  const { database, now } = services;
  const at = new Date(now());
  const expired = await database
    .select({ uploadId: uploads.uploadId })
    .from(uploads)
    .where(and(eq(uploads.status, "receiving"), lt(uploads.expiresAt, at)))
    .orderBy(asc(uploads.expiresAt))
    .limit(atOnce);
  for (const { uploadId } of expired) {
    await withTransaction(database, (transaction) =>
      changeUpload(transaction, uploadId, "dropped", { failure: notInTime, updatedAt: at }),
    );
  }
  const uncleared = await database
    .select({ uploadId: uploads.uploadId })
    .from(uploads)
    .where(
      and(
        isNull(uploads.clearedAt),
        inArray(uploads.status, ["ready", "failed", "dropped"]),
        lt(uploads.updatedAt, new Date(now() - 2 * hourMs)),
      ),
    )
    .orderBy(asc(uploads.updatedAt))
    .limit(atOnce);
  for (const { uploadId } of uncleared) await enqueueUploadJob(database, uploadTasks.clear, uploadId);
  const isOld = lt(uploads.updatedAt, new Date(now() - keptMs));
  await database
    .delete(uploads)
    .where(and(inArray(uploads.status, ["failed", "dropped"]), isNotNull(uploads.clearedAt), isOld));
  await abortOrphans(services);
  return expired.length === atOnce;
}

/** At the stores of tenants that have uploaded something lately. */
async function abortOrphans({ database, buckets, now, log }: UploadServices): Promise<void> {
  if (buckets === null) return;
  const lately = new Date(now() - 4 * uploadSeconds * 1_000);
  const tenants = await database
    .selectDistinct({ tenantId: uploads.tenantId })
    .from(uploads)
    .where(and(gt(uploads.createdAt, lately), ne(uploads.status, "processing")));
  for (const { tenantId } of tenants) {
    const swept = buckets.of(tenantId).sweep(now() - 2 * uploadSeconds * 1_000);
    await swept.catch((error: unknown) => log("uploads-not-swept", { tenantId, error }));
  }
}
