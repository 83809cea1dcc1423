import { createHash } from "node:crypto";
import type { Digest } from "#domain/digest/index.ts";
import { BlobMismatch } from "./blob-store.ts";

/**
 * The bytes of a stream, which comes to its end only when they are `bytes` many and have the digest: the last chunk is held back until
 * that is known. Else it breaks off with a `BlobMismatch`.
 */
export function verifiedBlob(
  digest: Digest,
  bytes: number,
  body: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const hash = createHash("sha256");
  let seen = 0;
  let held: Uint8Array | null = null;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        seen += chunk.byteLength;
        if (seen > bytes) throw new BlobMismatch(`the blob ${digest} has more than ${bytes} bytes`);
        hash.update(chunk);
        if (held !== null) controller.enqueue(held);
        held = chunk;
      },
      flush(controller) {
        if (seen < bytes) throw new BlobMismatch(`the blob ${digest} ends after ${seen} of ${bytes} bytes`);
        if (hash.digest("hex") !== digest) throw new BlobMismatch(`the bytes do not have the digest ${digest}`);
        if (held !== null) controller.enqueue(held);
      },
    }),
  );
}
