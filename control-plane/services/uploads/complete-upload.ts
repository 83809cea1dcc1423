import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { missingParts, type Upload } from "#domain/upload/index.ts";
import type { UploadRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeUpload } from "./change-upload.ts";
import { keyOf, type UploadCaller, type UploadServices } from "./context.ts";
import { findUpload } from "./find-upload.ts";
import { makeRoom, noRoom, waitsForRoom } from "./make-room.ts";
import { arrivedParts } from "./list-parts.ts";
import { findOpenUpload, notReceiving, type OpenUpload } from "./open-parts.ts";
import { uploadView } from "./upload-view.ts";

const namedMax = 100;

/**
 * Makes one file of the parts, and sees to it that it is looked into: once this has answered, no crash loses it. Again, it answers how
 * far it is; one that was not taken for lack of room is looked into anew. Fails with `upload-incomplete`, which names the parts that are missing.
 */
export async function completeUpload(
  services: UploadServices,
  caller: UploadCaller,
  uploadId: string,
): Promise<Result<Upload>> {
  const open = await findOpenUpload(services, caller, uploadId);
  if (!open.ok) return open.failure.code === "invalid-upload-status" ? asItIs(services, caller, uploadId) : open;
  const joined = await joinParts(open.value);
  if (!joined.ok) return joined;
  const row = await withTransaction(services.database, (transaction) =>
    changeUpload(transaction, uploadId, "processing", { updatedAt: new Date(services.now()) }),
  );
  return row === null ? asItIs(services, caller, uploadId) : ok(uploadView(row));
}

/** The same of one that somebody else was faster with. */
async function asItIs(services: UploadServices, caller: UploadCaller, uploadId: string): Promise<Result<Upload>> {
  const found = await findUpload(services, caller, uploadId);
  if (!found.ok) return found;
  if (waitsForRoom(found.value, services.now())) return tryAgain(services, found.value);
  const isOn = found.value.status === "processing" || found.value.status === "ready" || found.value.status === "failed";
  return isOn ? ok(uploadView(found.value)) : notReceiving(found.value);
}

/** There may be room by now for one that lacked it. */
async function tryAgain(services: UploadServices, row: UploadRow): Promise<Result<Upload>> {
  const room = await makeRoom(services, row);
  if (!room.ok) return noRoom(room.failure);
  const values = { failure: null, updatedAt: new Date(services.now()) };
  const begun = await withTransaction(services.database, (transaction) =>
    changeUpload(transaction, row.uploadId, "processing", values),
  );
  return ok(uploadView(begun ?? row));
}

/**
 * Somebody who calls at the same time, or a call before this one that was cut off, may have joined them: then the file is there, and the
 * parts are not.
 */
async function joinParts(open: OpenUpload): Promise<Result<null>> {
  const joined = await joinArrived(open);
  if (joined.ok || !withoutParts.has(joined.failure.code)) return joined;
  const whole = await isWhole(open);
  return whole.ok || joined.failure.code === "upload-not-found" ? whole : joined;
}

/** How it fails where parts are gone, some of them or all. */
const withoutParts: ReadonlySet<FailureCode> = new Set(["upload-not-found", "upload-incomplete", "invalid-request"]);

async function joinArrived(open: OpenUpload): Promise<Result<null>> {
  const { row, bucket, ref } = open;
  const parts = await arrivedParts(open);
  if (!parts.ok) return parts;
  const missing = missingParts(row.bytes, parts.value);
  if (ref === null || missing.length > 0) return incomplete(missing, row);
  const completed = await bucket.completeUpload(ref, parts.value);
  return completed.ok ? ok(null) : completed;
}

async function isWhole({ row, bucket }: OpenUpload): Promise<Result<null>> {
  const head = await bucket.head(keyOf(row));
  if (!head.ok) return fail("upload-not-found", "The upload's parts are gone: begin anew.");
  return head.value.bytes === row.bytes ? ok(null) : incomplete([], row);
}

function incomplete(missing: readonly number[], { bytes }: UploadRow) {
  const named = missing.slice(0, namedMax).map(String);
  const detail = `${missing.length} of the parts of the ${bytes} bytes are missing, or not as long as they have to be.`;
  return fail("upload-incomplete", detail, { missing: named });
}
