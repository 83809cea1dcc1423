import { createHash } from "node:crypto";
import { open, rename, rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { syncDirectory } from "../sync-directory.ts";
import type { SpooledFile } from "./port.ts";

export interface ReceiveLimits {
  readonly bytesMax: number;
  /** Room that is left to everything else on the disk, in bytes. */
  readonly bytesFreeMin: number;
}

/** After so many bytes it is looked again whether there is room. */
const bytesBetweenLooks = 64_000_000;

type Refused = Result<never, "payload-too-large" | "storage-full">;

/**
 * Writes a stream to a file that appears under its name once all of it is on the disk.
 * Refuses one that is too long, or for which there is no room, as soon as that is known. Throws what the stream does.
 */
export async function receiveFile(
  path: string,
  body: AsyncIterable<Uint8Array>,
  announcedBytes: number | null,
  limits: ReceiveLimits,
): Promise<Result<SpooledFile, "payload-too-large" | "storage-full">> {
  const early = await refusalOf(path, announcedBytes ?? 0, limits);
  if (early !== null) return early;
  const part = `${path}.part`;
  const file = await open(part, "w", 0o600);
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    let lookAt = bytesBetweenLooks;
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      const isDue = bytes > lookAt;
      if (isDue) lookAt += bytesBetweenLooks;
      const refused = bytes > limits.bytesMax ? tooLarge(limits) : isDue ? await refusalOf(path, 0, limits) : null;
      if (refused !== null) return refused;
      hash.update(chunk);
      await writeAll(file, chunk);
    }
    await file.sync();
    await rename(part, path);
    await syncDirectory(dirname(path));
    return ok({ bytes, sha256: hash.digest("hex") });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return noRoom;
    throw error;
  } finally {
    await file.close();
    await rm(part, { force: true });
  }
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength;) {
    offset += (await file.write(chunk, offset)).bytesWritten;
  }
}

async function refusalOf(path: string, moreBytes: number, limits: ReceiveLimits): Promise<Refused | null> {
  if (moreBytes > limits.bytesMax) return tooLarge(limits);
  const { bavail, bsize } = await statfs(dirname(path));
  return bavail * bsize - moreBytes < limits.bytesFreeMin ? noRoom : null;
}

const noRoom = fail("storage-full", "There is no room for the file at the moment. Nothing of it was kept.");

function tooLarge({ bytesMax }: ReceiveLimits) {
  return fail("payload-too-large", `The file may have at most ${bytesMax} bytes.`, { bytesMax });
}
