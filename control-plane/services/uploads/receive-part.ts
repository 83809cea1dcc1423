import { readFile, rm } from "node:fs/promises";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { bytesOfPart, type ArrivedPart } from "#domain/upload/index.ts";
import type { UploadCaller, UploadServices } from "./context.ts";
import { holdPart } from "./hold-part.ts";
import { ensureBegun, findOpenUpload, type OpenUpload } from "./open-parts.ts";

const busy = fail("uploads-busy", "Too many parts are being received: send it again in a moment.", {
  retryAfterSeconds: 5,
});

/**
 * Takes a part in; one that is longer or shorter than it has to be is not kept. It lies in a file until all of it is there, so that the
 * store is told its digest beforehand, and that a slow line keeps nobody else's part waiting. Fails with `uploads-busy` when its turn
 * does not come. Throws what the body does when it is cut off.
 */
export async function receivePart(
  services: UploadServices,
  caller: UploadCaller,
  { uploadId, part }: { readonly uploadId: string; readonly part: number },
  body: AsyncIterable<Uint8Array>,
): Promise<Result<ArrivedPart>> {
  const open = await findOpenUpload(services, caller, uploadId);
  if (!open.ok) return open;
  const bytes = bytesOfPart(open.value.row.bytes, part);
  if (bytes === null) return fail("invalid-request", `part: the upload has no part ${part}`);
  const { tenantId } = caller;
  const { coming, stored } = services.partSlots;
  const received = await coming.use(tenantId, async () => {
    const path = services.temporaryPath();
    try {
      const held = await holdPart(path, { part, bytes }, body);
      if (!held.ok) return held;
      const arrived = { part, bytes, sha256: held.value };
      return await stored.use(tenantId, () => storePart(services, open.value, arrived, path));
    } finally {
      await rm(path, { force: true });
    }
  });
  return received ?? busy;
}

async function storePart(
  services: UploadServices,
  open: OpenUpload,
  { part, ...claim }: ArrivedPart & { readonly sha256: string },
  path: string,
): Promise<Result<ArrivedPart>> {
  const ref = await ensureBegun(services, open);
  if (!ref.ok) return ref;
  const put = await open.bucket.putPart(ref.value, part, await readFile(path), claim);
  return put.ok ? ok({ part, bytes: claim.bytes }) : put;
}
