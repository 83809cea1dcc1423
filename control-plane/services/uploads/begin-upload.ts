import { and, count, eq, inArray, sql } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { uploadLimitsByTier, uploadSeconds, type Upload, type UploadLimits } from "#domain/upload/index.ts";
import { uploads, type UploadRow } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import { auditActorOf } from "../audit/index.ts";
import { findTenant } from "../tenants/find-tenant.ts";
import { changeUpload } from "./change-upload.ts";
import type { UploadCaller, UploadServices } from "./context.ts";
import { findTwin } from "./find-twin.ts";
import type { BeginInput } from "./schemas.ts";
import { makeRoom, noRoom } from "./make-room.ts";
import { notInTime } from "./sweep-uploads.ts";
import { enqueueUploadJob, uploadTasks } from "./upload-jobs.ts";
import { uploadView } from "./upload-view.ts";

/** Why uploads are dropped that no room could be asked for: begun again under the same key, they go on. */
const notReached = { code: "website-unavailable", detail: "The website could not be reached: begin it again." };

/**
 * Begins an upload: its row is written first, then room is made for it, so that the room is given back whatever happens. The same again
 * answers with the same. A file that the tenant has already, by its digest, is not asked for.
 */
export async function beginUpload(
  services: UploadServices,
  caller: UploadCaller,
  input: BeginInput,
): Promise<Result<Upload>> {
  if (services.buckets === null) return notConfigured;
  const tenant = await findTenant(services.database, caller.tenantId);
  if (!tenant.ok) return tenant;
  const limits = uploadLimitsByTier[tenant.value.tier];
  if (input.bytes > limits.fileBytesMax) return tooLarge(limits);
  const inserted = await insertUpload(services, caller, input, limits);
  if (!inserted.ok) return inserted;
  const row = inserted.value;
  // Refused before: the same again is answered as it was.
  if (row.status === "dropped" && row.failure !== null && row.failure.code !== notInTime.code)
    return noRoom(row.failure);
  if (row.status !== "receiving") return viewOf(inserted);
  const reserved = await makeRoom(services, row).catch(async (error: unknown) => {
    // Whoever does not come back leaves nothing that counts as under way.
    await drop(services, row, notReached);
    throw error;
  });
  if (reserved.ok) return viewOf(inserted);
  await drop(services, row, reserved.failure);
  return noRoom(reserved.failure);
}

async function drop(
  { database, now }: UploadServices,
  { uploadId }: UploadRow,
  { code, detail }: { readonly code: string; readonly detail: string },
): Promise<void> {
  const values = { failure: { code, detail }, updatedAt: new Date(now()) };
  await withTransaction(database, (transaction) => changeUpload(transaction, uploadId, "dropped", values));
}

/** Writes its row, unless it is there. One whose file the tenant has goes on to be placed at once. */
function insertUpload(
  services: UploadServices,
  caller: UploadCaller,
  input: BeginInput,
  { underWayMax }: UploadLimits,
): Promise<Result<UploadRow>> {
  return withTransaction(services.database, async (transaction): Promise<Result<UploadRow>> => {
    // One at a time of a website: no two count the same place as free.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${caller.websiteId}, 11))`);
    const twin = input.sha256 === undefined ? null : await findTwin(transaction, caller, input.sha256);
    const values = newRow(caller, input, new Date(services.now()));
    const isTwin = twin !== null && twin.bytes === input.bytes;
    const status = isTwin ? "processing" : "receiving";
    const [row] = await transaction
      .insert(uploads)
      .values({ ...values, status, ...(isTwin ? { file: twin.file } : {}) })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) {
      const same = await sameAs(transaction, caller, input);
      return same.ok && same.value.failure?.code === notReached.code
        ? ok(await beginAgain(transaction, same.value, values))
        : same;
    }
    if ((await countUnderWay(transaction, caller)) > underWayMax) {
      // What was inserted goes with the transaction.
      throw new TooMany(underWayMax);
    }
    if (isTwin) await enqueueUploadJob(transaction, uploadTasks.process, row.uploadId);
    return ok(row);
  }).catch((error: unknown) => {
    if (!(error instanceof TooMany)) throw error;
    return fail("too-many-requests", error.message);
  });
}

class TooMany extends Error {
  constructor(underWayMax: number) {
    super(`${underWayMax} uploads of the website are under way: complete some, or drop them.`);
  }
}

/** The upload that was begun under this id, if it is the same one. */
async function sameAs(
  database: Pick<Database, "select">,
  { websiteId, tenantId }: UploadCaller,
  { uploadId, fileName, contentType, bytes, sha256, replaces }: BeginInput,
): Promise<Result<UploadRow, "idempotency-key-reused">> {
  const [row] = await database.select().from(uploads).where(eq(uploads.uploadId, uploadId));
  const isSame =
    row !== undefined &&
    row.websiteId === websiteId &&
    row.tenantId === tenantId &&
    row.fileName === fileName &&
    row.bytes === bytes &&
    row.contentType === (contentType ?? null) &&
    row.mediaId === (replaces ?? uploadId) &&
    (sha256 === undefined || row.sha256 === sha256);
  return isSame ? ok(row) : fail("idempotency-key-reused", "The key was used for another upload.");
}

/** One that came to nothing before anything of it was there. */
async function beginAgain(
  transaction: Pick<Database, "update">,
  row: UploadRow,
  { updatedAt, expiresAt }: Pick<UploadRow, "updatedAt" | "expiresAt">,
): Promise<UploadRow> {
  const [begun] = await transaction
    .update(uploads)
    .set({ status: "receiving", failure: null, clearedAt: null, updatedAt, expiresAt })
    .where(and(eq(uploads.uploadId, row.uploadId), eq(uploads.status, "dropped")))
    .returning();
  return begun ?? row;
}

async function countUnderWay(database: Pick<Database, "select">, { websiteId }: UploadCaller): Promise<number> {
  const isUnderWay = inArray(uploads.status, ["receiving", "processing"]);
  const [row] = await database
    .select({ count: count() })
    .from(uploads)
    .where(and(eq(uploads.websiteId, websiteId), isUnderWay));
  return row?.count ?? 0;
}

function newRow({ websiteId, tenantId, assertion }: UploadCaller, input: BeginInput, at: Date) {
  const { uploadId, fileName, contentType, bytes, sha256, details, replaces } = input;
  return {
    uploadId,
    tenantId,
    websiteId,
    fileName,
    contentType: contentType ?? null,
    bytes,
    sha256: sha256 ?? null,
    details,
    // Another one than any that an importer would give.
    mediaId: replaces ?? uploadId,
    isReplacement: replaces !== undefined,
    createdBy: auditActorOf(assertion.actor),
    createdAt: at,
    updatedAt: at,
    expiresAt: new Date(at.getTime() + uploadSeconds * 1_000),
  };
}

function viewOf(row: Result<UploadRow>): Result<Upload> {
  return row.ok ? ok(uploadView(row.value)) : row;
}

function tooLarge({ fileBytesMax }: UploadLimits) {
  const detail = `A file may have at most ${fileBytesMax} bytes in the tenant's tier; a higher tier allows more.`;
  return fail("payload-too-large", detail, { bytesMax: fileBytesMax });
}

const notConfigured = fail("control-plane-unavailable", "No store for uploads is configured.");
