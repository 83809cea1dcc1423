import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { uploads, type StoredFile, type UploadRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { textTypeOfName, type MadeFile } from "../../media/index.ts";
import { changeUpload, noteUpload } from "./change-upload.ts";
import type { UploadServices } from "./context.ts";
import { downloadUpload } from "./download-upload.ts";
import { findTwin, forgetTwins } from "./find-twin.ts";
import { placeMedia } from "./place-media.ts";
import { UploadRefused } from "./upload-refused.ts";

/** A file that ended whoever looked into it so often is not looked into again. */
const attemptsMax = 5;

/**
 * Looks into a file that was uploaded, stores what it comes to, and makes media of the website of it. May be begun again after it was cut
 * off anywhere. What is wrong with the file ends the upload, which then says so; throws other errors for what may pass.
 */
export async function processUpload(services: UploadServices, uploadId: string, signal: AbortSignal): Promise<void> {
  const row = await beginAttempt(services, uploadId);
  if (row === null) return;
  let { file } = row;
  try {
    if (row.attempts > attemptsMax) throw new UploadRefused("media-refused", "It could not be looked into.");
    file ??= await makeFile(services, row, signal);
    await placeMedia(services, row, file);
    await settle(services, row, "ready", null);
  } catch (error) {
    if (!(error instanceof UploadRefused)) {
      // It came to an end of its own: those alone count that were killed, and could not say so.
      await noteUpload(services.database, uploadId, { attempts: row.attempts - 1 }).catch(() => {});
      throw error;
    }
    if (error.code === "blob-not-found" && file !== null) await forgetTwins(services.database, row, file);
    await settle(services, row, "failed", { code: error.code, detail: error.message });
  }
}

/** Ends an upload for a reason that is not its file's. */
export function failUpload(services: Pick<UploadServices, "database" | "now">, uploadId: string): Promise<void> {
  const detail = "It could not be stored for too long. Upload it again.";
  return settle(services, { uploadId }, "failed", { code: "internal", detail });
}

async function beginAttempt({ database }: UploadServices, uploadId: string): Promise<UploadRow | null> {
  const [row] = await database
    .update(uploads)
    .set({ attempts: sql`${uploads.attempts} + 1` })
    .where(and(eq(uploads.uploadId, uploadId), eq(uploads.status, "processing")))
    .returning();
  return row ?? null;
}

async function settle(
  { database, now }: Pick<UploadServices, "database" | "now">,
  { uploadId }: Pick<UploadRow, "uploadId">,
  status: "ready" | "failed",
  failure: UploadRow["failure"],
): Promise<void> {
  const updatedAt = new Date(now());
  await withTransaction(database, (transaction) => changeUpload(transaction, uploadId, status, { failure, updatedAt }));
}

async function makeFile(services: UploadServices, row: UploadRow, signal: AbortSignal): Promise<StoredFile> {
  const directory = services.temporaryPath();
  try {
    await mkdir(directory, { mode: 0o700 });
    const path = join(directory, "file");
    const sha256 = await downloadUpload(services, row, path, signal);
    if (row.sha256 !== null && row.sha256 !== sha256) {
      throw new UploadRefused("digest-mismatch", `It has the SHA-256 ${sha256}, not the one that was said.`);
    }
    const twin = await findTwin(services.database, row, sha256);
    const file = twin?.file ?? (await storeFile(services, row, { path, directory }, signal));
    await noteUpload(services.database, row.uploadId, { sha256, file });
    return file;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function storeFile(
  services: UploadServices,
  row: UploadRow,
  { path, directory }: { readonly path: string; readonly directory: string },
  signal: AbortSignal,
): Promise<StoredFile> {
  const said = row.contentType ?? textTypeOfName(row.fileName);
  const looked = await services.lookInto({ path, bytes: row.bytes, said, directory }, signal);
  if (!looked.ok) throw new UploadRefused("media-refused", looked.reason);
  const { contentType, width, height, file, editions } = looked;
  const refused = await storeBlob(services, row, file, signal);
  if (refused !== null) throw new UploadRefused(refused.code, refused.detail);
  const variants: StoredFile["variants"] = [];
  for (const edition of editions) {
    // An edition for which there is no room is left out: browsers take the next.
    if ((await storeBlob(services, row, edition, signal)) !== null) continue;
    const { path: _, ...variant } = edition;
    variants.push(variant);
  }
  return { digest: file.digest, bytes: file.bytes, contentType, width, height, variants };
}

async function storeBlob(
  { edge }: UploadServices,
  row: UploadRow,
  { path, digest, bytes }: MadeFile,
  signal: AbortSignal,
): Promise<{ readonly code: string; readonly detail: string } | null> {
  signal.throwIfAborted();
  const stored = await edge.storeBlob(row, { digest, bytes, uploadId: row.uploadId }, () => createReadStream(path));
  return stored.ok ? null : stored.failure;
}
