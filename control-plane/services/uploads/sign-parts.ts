import { fail, ok, type Result } from "#domain/errors/index.ts";
import { bytesOfPart, type SignedPart, type SignPartsInput } from "#domain/upload/index.ts";
import type { UploadCaller, UploadServices } from "./context.ts";
import { noteSignedParts } from "./note-signed-parts.ts";
import { ensureBegun, findOpenUpload } from "./open-parts.ts";

/** A store elsewhere takes parts until then, whatever becomes of the tenant meanwhile. Whoever needs longer asks again. */
const expiresInS = 600;

/**
 * Requests by which parts are sent straight to the store of blobs, each for the bytes that its digest names alone. Fails with
 * `too-many-requests` where the tenant has as many that are still good as it may.
 */
export async function signParts(
  services: UploadServices,
  caller: UploadCaller,
  uploadId: string,
  { parts }: SignPartsInput,
): Promise<Result<readonly SignedPart[]>> {
  const open = await findOpenUpload(services, caller, uploadId);
  if (!open.ok) return open;
  const ref = await ensureBegun(services, open.value);
  if (!ref.ok) return ref;
  const lengths = new Map(parts.map(({ part }) => [part, bytesOfPart(open.value.row.bytes, part)]));
  const unknown = parts.find(({ part }) => lengths.get(part) === null);
  if (unknown !== undefined) return fail("invalid-request", `parts: the upload has no part ${unknown.part}`);
  const expiresAt = new Date(services.now() + expiresInS * 1_000);
  const noted = await noteSignedParts(services, open.value.row, [...lengths.keys()], expiresAt);
  if (!noted.ok) return noted;
  const signed: SignedPart[] = [];
  for (const { part, sha256 } of parts) {
    const bytes = lengths.get(part)!;
    const request = await open.value.bucket.signPart(ref.value, part, { bytes, sha256 }, { expiresInS });
    if (!request.ok) return request;
    const { url, headers, expiresAtMs } = request.value;
    signed.push({ part, method: "PUT", url, headers, bytes, expiresAt: new Date(expiresAtMs).toISOString() });
  }
  return ok(signed);
}
