import { createHash, randomUUID } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { link, mkdir, open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { syncDirectory } from "../../sync-directory.ts";
import type { BlobBody, BlobClaim, PutCondition } from "../port.ts";
import { oneByOne } from "./one-by-one.ts";
import { ensureParentsExist, ignoreCode, isCode, isReallyAt, type TenantPaths } from "./paths.ts";

/** A file that is written anew is another one, at another time. */
export function etagOf(file: Pick<Stats, "ino" | "mtimeMs" | "size">): string {
  return `"${file.ino.toString(36)}-${Math.round(file.mtimeMs * 1_000).toString(36)}-${file.size.toString(36)}"`;
}

type Refused = Result<never, "digest-mismatch" | "version-mismatch" | "storage-full" | "tenant-not-found">;

const gone: Refused = fail("tenant-not-found", "The tenant has no blobs here.");

/**
 * Writes a file beside and moves it to its place once all of it is on the disk and is what it was claimed to be.
 * The condition is checked as it is moved, with no other write to its place in between.
 */
export async function writeFile(
  paths: TenantPaths,
  path: string,
  body: BlobBody,
  claim: BlobClaim | null,
  condition?: PutCondition,
): Promise<
  Result<{ readonly etag: string }, "digest-mismatch" | "version-mismatch" | "storage-full" | "tenant-not-found">
> {
  const fresh = join(paths.fresh, randomUUID());
  try {
    if (!(await ensureParentsExist(paths.home, fresh)) || !(await isReady(paths, path))) return gone;
    const file = await open(
      fresh,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      0o600,
    );
    let etag: string;
    try {
      const refused = await receive(file, body, claim);
      if (refused !== null) return refused;
      await file.sync();
      etag = etagOf(await file.stat());
    } finally {
      await file.close();
    }
    const refused = await oneByOne(path, () => moveTo(fresh, path, condition));
    if (refused !== null) return refused;
    await syncDirectory(dirname(path));
    return ok({ etag });
  } catch (error) {
    if (isCode(error, "ENOSPC", "EDQUOT")) return fail("storage-full", "There is no room for the blob at the moment.");
    if (isCode(error, "ENOENT")) return gone;
    throw error;
  } finally {
    await rm(fresh, { force: true }).catch(ignoreCode("ENOTDIR"));
  }
}

/** An upload's directory is made but once: a part that comes late does not bring back one that was completed. */
function isReady(paths: TenantPaths, path: string): Promise<boolean> {
  return path.startsWith(`${paths.uploads}/`) ? isReallyAt(dirname(path)) : ensureParentsExist(paths.home, path);
}

async function receive(file: FileHandle, body: BlobBody, claim: BlobClaim | null): Promise<Refused | null> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    bytes += chunk.byteLength;
    if (claim !== null && bytes > claim.bytes) return mismatch(claim);
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  if (claim !== null && (bytes !== claim.bytes || hash.digest("hex") !== claim.sha256)) return mismatch(claim);
  return null;
}

function mismatch(claim: BlobClaim): Refused {
  return fail("digest-mismatch", `The bytes are not the ${claim.bytes} that were announced, or have another digest.`);
}

async function moveTo(fresh: string, path: string, condition?: PutCondition): Promise<Refused | null> {
  const changed: Refused = fail("version-mismatch", "The blob is not the version that it was expected to be.");
  if (condition === undefined) {
    await rename(fresh, path);
    return null;
  }
  if ("ifNoneMatch" in condition) {
    try {
      await link(fresh, path);
      return null;
    } catch (error) {
      if (isCode(error, "EEXIST")) return changed;
      throw error;
    }
  }
  const current = await stat(path).catch(ignoreCode("ENOENT"));
  if (current === undefined || etagOf(current) !== condition.ifMatch) return changed;
  await rename(fresh, path);
  return null;
}

/** Makes a directory of the tenant's; false when the tenant is away. */
export async function makeDirectory(paths: TenantPaths, path: string): Promise<boolean> {
  if (!(await ensureParentsExist(paths.home, path))) return false;
  await mkdir(path, { mode: 0o700 }).catch(ignoreCode("EEXIST"));
  return true;
}
