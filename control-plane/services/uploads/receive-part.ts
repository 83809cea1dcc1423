import { createHash } from "node:crypto";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { bytesOfPart, type ArrivedPart } from "#domain/upload/index.ts";
import type { UploadCaller, UploadServices } from "./context.ts";
import { ensureBegun, findOpenUpload, type OpenUpload } from "./open-parts.ts";

const busy = fail("uploads-busy", "Too many parts are being received: send it again in a moment.", {
  retryAfterSeconds: 5,
});

/**
 * Takes a part in; one that is longer or shorter than it has to be is not kept. It is held as a whole, so that the store is told its
 * digest beforehand: some at a time. Fails with `uploads-busy` when its turn does not come. Throws what the body does when it is cut off.
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
  const received = await services.partSlots.use(caller.tenantId, () =>
    storePart(services, open.value, { part, bytes }, body),
  );
  return received ?? busy;
}

async function storePart(
  services: UploadServices,
  open: OpenUpload,
  { part, bytes }: ArrivedPart,
  body: AsyncIterable<Uint8Array>,
): Promise<Result<ArrivedPart>> {
  const held = await readExactly(body, bytes);
  if (held === null) return fail("digest-mismatch", `Part ${part} has to have ${bytes} bytes.`, { bytes });
  const ref = await ensureBegun(services, open);
  if (!ref.ok) return ref;
  const sha256 = createHash("sha256").update(held).digest("hex");
  const put = await open.bucket.putPart(ref.value, part, held, { bytes, sha256 });
  return put.ok ? ok({ part, bytes }) : put;
}

/** Null when there are more bytes, or fewer. */
async function readExactly(body: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array | null> {
  const held = new Uint8Array(bytes);
  let length = 0;
  for await (const chunk of body) {
    if (length + chunk.byteLength > bytes) return null;
    held.set(chunk, length);
    length += chunk.byteLength;
  }
  return length === bytes ? held : null;
}
