import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne, not, or, sql } from "drizzle-orm";
import { uploadSeconds } from "#domain/upload/index.ts";
import { uploads, websites } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeUpload } from "./change-upload.ts";
import type { UploadServices } from "./context.ts";
import { lacking } from "./make-room.ts";
import { failUpload } from "./process-upload.ts";
import { enqueueUploadJob, uploadTasks } from "./upload-jobs.ts";

const atOnce = 100;
const failureCode = sql<string>`coalesce(${uploads.failure} ->> 'code', '')`;
const hourMs = 60 * 60 * 1_000;
/** So long what came to nothing is told of. */
const keptMs = 30 * 24 * hourMs;

/** The tries of looking into a file are over by then: whoever made the last one may not have lived to say so. */
const stuckMs = 12 * hourMs;
const givenUpMs = 72 * hourMs;

/** Why uploads are dropped that nobody completes. */
export const notInTime = { code: "upload-incomplete", detail: "It was not completed in time." };

type SweepServices = Pick<UploadServices, "database" | "buckets" | "now" | "log">;

/**
 * Drops uploads whose time is over, sees again to those that are stuck while they are looked into and to those that were not cleared,
 * forgets what came to nothing a month ago, and aborts at the stores of blobs what no row knows of: begun by a service that did not live
 * to write it down. What was uploaded to a website is forgotten a month after that was deleted.
 *
 * @returns whether there is more to do at once
 */
export async function sweepUploads(services: SweepServices): Promise<boolean> {
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
  await seeToStuck(services);
  const uncleared = await database
    .select({ uploadId: uploads.uploadId })
    .from(uploads)
    .where(
      and(
        isNull(uploads.clearedAt),
        inArray(uploads.status, ["ready", "failed", "dropped"]),
        lt(uploads.updatedAt, new Date(now() - 2 * hourMs)),
        // Those that may be completed again are kept until then.
        or(ne(uploads.status, "failed"), not(inArray(failureCode, [...lacking])), lt(uploads.expiresAt, at)),
      ),
    )
    .orderBy(asc(uploads.updatedAt))
    .limit(atOnce);
  for (const { uploadId } of uncleared) await enqueueUploadJob(database, uploadTasks.clear, uploadId);
  const isOld = lt(uploads.updatedAt, new Date(now() - keptMs));
  await database
    .delete(uploads)
    .where(and(inArray(uploads.status, ["failed", "dropped"]), isNotNull(uploads.clearedAt), isOld));
  const forgotten = await forgetOfDeleted(services);
  await abortOrphans(services);
  return expired.length === atOnce || forgotten === atOnce;
}

/** @returns how many */
async function forgetOfDeleted({ database, now }: SweepServices): Promise<number> {
  const old = database
    .select({ uploadId: uploads.uploadId })
    .from(uploads)
    .innerJoin(websites, eq(websites.websiteId, uploads.websiteId))
    .where(
      and(
        isNotNull(uploads.clearedAt),
        eq(websites.status, "deleted"),
        lt(websites.updatedAt, new Date(now() - keptMs)),
      ),
    )
    .limit(atOnce);
  const forgotten = await database
    .delete(uploads)
    .where(inArray(uploads.uploadId, old))
    .returning({ id: uploads.uploadId });
  return forgotten.length;
}

/** Has files looked into again that nobody looks into any more, and gives up those of which nothing came for days. */
async function seeToStuck({ database, now }: SweepServices): Promise<void> {
  const isStuck = and(eq(uploads.status, "processing"), lt(uploads.updatedAt, new Date(now() - stuckMs)));
  const stuck = await database.select().from(uploads).where(isStuck).orderBy(asc(uploads.updatedAt)).limit(atOnce);
  for (const { uploadId, updatedAt } of stuck) {
    const isGivenUp = updatedAt.getTime() < now() - givenUpMs;
    await (isGivenUp
      ? failUpload({ database, now }, uploadId)
      : enqueueUploadJob(database, uploadTasks.process, uploadId));
  }
}

/** At the stores of tenants that have uploaded something lately. */
async function abortOrphans({ database, buckets, now, log }: SweepServices): Promise<void> {
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
