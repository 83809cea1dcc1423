import { blobStore, verifiedBlob, type BlobRange } from "#durable-objects/support/blobs/index.ts";
import type { Env } from "#workers/config.ts";
import { encode, type Encoding } from "#workers/rendering/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";

/** Bytes by encoding and digest, verified when they were read; the heaviest are read each time. */
const kept = new BoundedMap<Uint8Array<ArrayBuffer>>(16 * 1_024 * 1_024);
const keptBytesMax = 1_024 * 1_024;
/** How long the files are that are not kept, by digest. */
const sizes = new BoundedMap<number>(50_000);
/** Texts longer than this are sent as they are: encoded, they would have to be held as a whole. */
export const encodedBytesMax = 4_000_000;

/** A file: at hand, or in the store, from where it is sent as it comes. */
export type AssetBytes =
  | { readonly kind: "held"; readonly size: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: "stored";
      readonly size: number;
      /** All of it, verified as it leaves, or a part. Null when it is gone. */
      open(range: BlobRange | null): Promise<ReadableStream<Uint8Array> | null>;
    };

/**
 * A file in an encoding; null when there is none. Short ones are held as a whole, and so is every one that is encoded; of long ones
 * no more is read than is sent. Throws when what is held is damaged.
 */
export async function assetBytes(env: Env, digest: string, encoding: Encoding): Promise<AssetBytes | null> {
  const known = kept.get(encoding + digest);
  if (known !== undefined) return held(known);
  const size = await assetSize(env, digest);
  if (size === null) return null;
  if (encoding === "identity" && size > keptBytesMax) return stored(env, digest, size);
  const bytes = await blobStore(env).get(digest, size);
  if (bytes === null) return null;
  const encoded = encode(bytes, encoding);
  if (encoded.byteLength <= keptBytesMax) kept.set(encoding + digest, encoded, encoded.byteLength + 200);
  return held(encoded);
}

/** How long a file is, as it is stored; null when there is none. */
export async function assetSize(env: Env, digest: string): Promise<number | null> {
  const known = kept.get(`identity${digest}`)?.byteLength ?? sizes.get(digest);
  if (known !== undefined) return known;
  const size = await blobStore(env).size(digest);
  if (size !== null) sizes.set(digest, size);
  return size;
}

function held(bytes: Uint8Array<ArrayBuffer>): AssetBytes {
  return { kind: "held", size: bytes.byteLength, bytes };
}

function stored(env: Env, digest: string, size: number): AssetBytes {
  return {
    kind: "stored",
    size,
    async open(range) {
      const body = await blobStore(env).open(digest, range ?? undefined);
      return body === null || range !== null ? body : verifiedBlob(digest, size, body);
    },
  };
}
