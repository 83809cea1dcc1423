import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import {
  partBytesMin,
  type BlobBody,
  type BlobClaim,
  type Upload,
  type UploadedPart,
  type UploadRef,
} from "../port.ts";
import { ignoreCode, type TenantPaths } from "./paths.ts";
import { etagOf, makeDirectory, writeFile } from "./write-file.ts";

const noUpload = fail("upload-not-found", "There is no such upload: it was completed, aborted, or never begun.");
const gone = fail("tenant-not-found", "The tenant has no blobs here.");

/** Which key an upload is for stands in a file of its own beside the parts, written first. */
const keyFile = "key";
const partFile = (part: number) => `${part}.part`;

export async function createUpload(
  paths: TenantPaths,
  key: string,
): Promise<Result<{ readonly uploadId: string }, "tenant-not-found">> {
  const uploadId = randomBytes(16).toString("hex");
  const directory = paths.upload(uploadId);
  if (!(await makeDirectory(paths, directory))) return gone;
  const written = await writeFile(paths, join(directory, keyFile), Buffer.from(key), null);
  return written.ok ? ok({ uploadId }) : gone;
}

/** Our ids are hexadecimal; whatever else was asked for is not there, and never becomes a path. */
async function isUploadOf(paths: TenantPaths, { key, uploadId }: UploadRef): Promise<boolean> {
  if (!/^[0-9a-f]{32}$/.test(uploadId)) return false;
  const text = await readFile(join(paths.upload(uploadId), keyFile), "utf8").catch(ignoreCode("ENOENT"));
  return text === key;
}

export async function putPart(paths: TenantPaths, upload: UploadRef, part: number, body: BlobBody, claim: BlobClaim) {
  if (!(await isUploadOf(paths, upload))) return noUpload;
  const written = await writeFile(paths, join(paths.upload(upload.uploadId), partFile(part)), body, claim);
  return !written.ok && written.failure.code === "tenant-not-found" ? noUpload : written;
}

/** In their order. */
export async function readParts(
  paths: TenantPaths,
  upload: UploadRef,
): Promise<Result<readonly UploadedPart[], "upload-not-found">> {
  if (!(await isUploadOf(paths, upload))) return noUpload;
  const directory = paths.upload(upload.uploadId);
  const names = (await readdir(directory).catch(ignoreCode("ENOENT"))) ?? [];
  const parts: UploadedPart[] = [];
  for (const name of names.filter((name) => name.endsWith(".part"))) {
    const file = await stat(join(directory, name)).catch(ignoreCode("ENOENT"));
    if (file !== undefined) parts.push({ part: Number.parseInt(name, 10), etag: etagOf(file), bytes: file.size });
  }
  return ok(parts.sort((a, b) => a.part - b.part));
}

/**
 * @param wanted in their order, each once
 * The parts stay until the blob is in its place: broken off, it is completed again.
 */
export async function completeUpload(
  paths: TenantPaths,
  upload: UploadRef,
  wanted: readonly Pick<UploadedPart, "part" | "etag">[],
): Promise<Result<void, "upload-not-found" | "invalid-request" | "storage-full">> {
  const there = await readParts(paths, upload);
  if (!there.ok) return there;
  const byNumber = new Map(there.value.map((part) => [part.part, part]));
  const parts = wanted.map(({ part, etag }) => ({ found: byNumber.get(part), etag }));
  if (wanted.length !== byNumber.size || parts.some(({ found, etag }) => found?.etag !== etag)) {
    return fail("invalid-request", "parts: must be all that were uploaded, by their latest tags and in their order");
  }
  if (parts.slice(0, -1).some(({ found }) => found!.bytes < partBytesMin)) {
    return fail("invalid-request", `parts: all but the last must have at least ${partBytesMin} bytes`);
  }
  const directory = paths.upload(upload.uploadId);
  const files = wanted.map(({ part }) => join(directory, partFile(part)));
  const written = await writeFile(paths, paths.blob(upload.key), readAll(files), null);
  if (!written.ok)
    return written.failure.code === "storage-full" ? fail("storage-full", written.failure.detail) : noUpload;
  await removeUpload(paths, upload.uploadId);
  return ok(undefined);
}

async function* readAll(files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Uint8Array>;
}

export async function abortUpload(paths: TenantPaths, upload: UploadRef): Promise<void> {
  if (await isUploadOf(paths, upload)) await removeUpload(paths, upload.uploadId);
}

/** Out of sight first: an upload is never seen with some of its parts. */
async function removeUpload(paths: TenantPaths, uploadId: string): Promise<void> {
  const away = join(paths.fresh, `upload-${uploadId}`);
  await rename(paths.upload(uploadId), away).catch(ignoreCode("ENOENT", "ENOTEMPTY", "EEXIST"));
  await rm(away, { recursive: true, force: true });
}

/** Aborts uploads begun before then, and removes what broken-off writes left. @returns how many uploads */
export async function sweep(paths: TenantPaths, beforeMs: number): Promise<number> {
  const stale = (await readUploads(paths)).filter(({ startedAtMs }) => startedAtMs < beforeMs);
  for (const { uploadId } of stale) await removeUpload(paths, uploadId);
  for (const name of (await readdir(paths.fresh).catch(ignoreCode("ENOENT"))) ?? []) {
    const path = join(paths.fresh, name);
    const file = await stat(path).catch(ignoreCode("ENOENT"));
    if (file !== undefined && file.mtimeMs < beforeMs) await rm(path, { recursive: true, force: true });
  }
  return stale.length;
}

/** By their ids. */
export async function readUploads(paths: TenantPaths): Promise<Upload[]> {
  const ids = (await readdir(paths.uploads).catch(ignoreCode("ENOENT"))) ?? [];
  const uploads: Upload[] = [];
  for (const uploadId of ids.sort()) {
    const path = join(paths.upload(uploadId), keyFile);
    const key = await readFile(path, "utf8").catch(ignoreCode("ENOENT", "ENOTDIR"));
    const file = await stat(path).catch(ignoreCode("ENOENT", "ENOTDIR"));
    if (key !== undefined && file !== undefined) uploads.push({ key, uploadId, startedAtMs: file.mtimeMs });
  }
  return uploads;
}
