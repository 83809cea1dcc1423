import type { Digest } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { ApiServices } from "../context.ts";

/**
 * Stores one of a tenant's blobs as it comes, within its quota. One that the tenant has already is not read.
 *
 * @param blob.uploadId whose room in the quota it takes first
 * Throws a `BlobMismatch` when the bytes are others than said; then nothing is stored.
 */
export async function storeStream(
  services: Pick<ApiServices, "blobs" | "holdBlobs" | "keepBlobs">,
  tenantId: string,
  blob: {
    readonly digest: Digest;
    readonly bytes: number;
    readonly body: ReadableStream<Uint8Array>;
    readonly uploadId?: string | undefined;
  },
): Promise<Result<null>> {
  const { digest, bytes, body } = blob;
  const held = await services.holdBlobs(tenantId, [{ digest, bytes }], blob.uploadId);
  if (!held.ok || held.value.length === 0) {
    await body.cancel();
    return held.ok ? ok(null) : held;
  }
  await services.blobs.putStream(digest, bytes, body);
  return services.keepBlobs(tenantId, [{ digest, bytes }]);
}
