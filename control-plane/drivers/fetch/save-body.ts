import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** The body is longer than is taken, packed or unpacked. */
export class BodyTooLong extends Error {
  override readonly name = "BodyTooLong";
}

/**
 * Writes a body to a new file, unpacked, and counts as it goes: no more than `bytesMax` are ever taken in or let out.
 * Throws a `BodyTooLong`, or what the streams do; then there is no file.
 */
export async function saveBody(
  body: Readable,
  encoding: string,
  path: string,
  bytesMax: number,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly digest: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const digestOf = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of counted(chunks, bytesMax)) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  };
  const unpack = unpackerOf(encoding);
  const packed = (chunks: AsyncIterable<Uint8Array>) => counted(chunks, bytesMax);
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  try {
    if (unpack === null) await pipeline(body, digestOf, file, { signal });
    else await pipeline(body, packed, unpack, digestOf, file, { signal });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { bytes, digest: hash.digest("hex") };
}

async function* counted(chunks: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new BodyTooLong(`The file has more than ${bytesMax} bytes.`);
    yield chunk;
  }
}

/** Null for a body that is sent as it is. Throws for a packing that is not known. */
function unpackerOf(encoding: string): Transform | null {
  switch (encoding.trim().toLowerCase()) {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      throw new Error("The server packed the file in a way that is not known.");
  }
}
