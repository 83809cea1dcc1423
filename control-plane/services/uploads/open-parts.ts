import { and, eq, isNull } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { uploadStatuses } from "#domain/upload/index.ts";
import { uploads, type UploadRow } from "#migrations/schema/index.ts";
import type { PartBucket, UploadRef as BlobUploadRef } from "../../drivers/blobs/port.ts";
import { findTenant } from "../tenants/find-tenant.ts";
import { keyOf, type UploadCaller, type UploadServices } from "./context.ts";
import { findUpload } from "./find-upload.ts";
import { makeRoom, noRoom } from "./make-room.ts";

/** An upload that takes parts, and where they go. */
export interface OpenUpload {
  readonly row: UploadRow;
  readonly bucket: PartBucket;
  /** Null while none of its parts was asked for. */
  readonly ref: BlobUploadRef | null;
}

/** Fails with `invalid-upload-status` once it takes none any more. */
export async function findOpenUpload(
  services: UploadServices,
  caller: UploadCaller,
  uploadId: string,
): Promise<Result<OpenUpload>> {
  if (services.buckets === null) return fail("control-plane-unavailable", "No store for uploads is configured.");
  const found = await findUpload(services, caller, uploadId);
  if (!found.ok) return found;
  const row = found.value;
  if (row.status !== "receiving" || row.expiresAt.getTime() <= services.now()) return notReceiving(row);
  const { blobUploadId } = row;
  const ref = blobUploadId === null ? null : { key: keyOf(row), uploadId: blobUploadId };
  return ok({ row, bucket: services.buckets.of(row.tenantId), ref });
}

export function notReceiving({ status, failure }: UploadRow) {
  const why = failure === null ? "" : ` ${failure.detail}`;
  const detail =
    status === "receiving" ? "The time for its parts is over: begin anew." : `${uploadStatuses[status]}${why}`;
  return fail("invalid-upload-status", detail, { status });
}

/** Begins the upload at the store of blobs where that is still to be done. Of two who begin it one gives up its own. */
export async function ensureBegun(
  services: UploadServices,
  { row, bucket, ref }: OpenUpload,
): Promise<Result<BlobUploadRef>> {
  if (ref !== null) return ok(ref);
  // Whoever began it may not have lived to make room.
  const room = await makeRoom(services, row);
  if (!room.ok) return noRoom(room.failure);
  const { database, buckets } = services;
  const key = keyOf(row);
  const found = await findTenant(database, row.tenantId);
  // One that was there before there was a store for it may have nothing there yet.
  if (found.ok && found.value.status === "active") await buckets?.ensureHomeExists(row.tenantId);
  const created = await bucket.createUpload(key);
  if (!created.ok) return created;
  const own = { key, uploadId: created.value.uploadId };
  const isNotBegun = and(eq(uploads.uploadId, row.uploadId), isNull(uploads.blobUploadId));
  const begun = await database
    .update(uploads)
    .set({ blobUploadId: own.uploadId })
    .where(isNotBegun)
    .returning({ uploadId: uploads.uploadId });
  if (begun.length > 0) return ok(own);
  await bucket.abortUpload(own);
  const [other] = await database.select().from(uploads).where(eq(uploads.uploadId, row.uploadId));
  return other?.blobUploadId == null
    ? fail("upload-not-found", "The upload is gone.")
    : ok({ key, uploadId: other.blobUploadId });
}
