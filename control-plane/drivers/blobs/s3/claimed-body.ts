import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { BlobBody, BlobClaim } from "../port.ts";

/** The body is not what was claimed of it. */
export class ClaimMismatch extends Error {}

/**
 * A body that is never sent whole unless it is what was claimed: the last of it is held back until all of it was seen. A server
 * that waits for the announced length keeps nothing.
 *
 * Throws a `ClaimMismatch`; a stream of it ends with one.
 */
export function claimedBody(body: BlobBody, claim: BlobClaim): Uint8Array | Readable {
  if (!(body instanceof Uint8Array)) return Readable.from(checked(body, claim), { objectMode: false });
  const sha256 = createHash("sha256").update(body).digest("hex");
  if (body.byteLength !== claim.bytes || sha256 !== claim.sha256) throw new ClaimMismatch();
  return body;
}

async function* checked(body: AsyncIterable<Uint8Array>, claim: BlobClaim): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  let held: Uint8Array | null = null;
  for await (const chunk of body) {
    if (chunk.byteLength === 0) continue;
    bytes += chunk.byteLength;
    if (bytes > claim.bytes) throw new ClaimMismatch();
    hash.update(chunk);
    if (held !== null) yield held;
    held = chunk;
  }
  if (bytes !== claim.bytes || hash.digest("hex") !== claim.sha256) throw new ClaimMismatch();
  if (held !== null) yield held;
}
