import { blobPath, refuseLong, verifyBlob, type BlobStore } from "./blob-store.ts";

/** Blobs in an R2 bucket: Cloudflare. */
export function r2BlobStore(bucket: R2Bucket): BlobStore {
  return {
    async get(digest, bytesMax = Infinity) {
      const object = await bucket.get(blobPath(digest));
      if (object === null) return null;
      if (object.size > bytesMax) await object.body.cancel();
      refuseLong(digest, object.size, bytesMax);
      const bytes = new Uint8Array(await object.arrayBuffer());
      verifyBlob(digest, bytes);
      return bytes;
    },
    async put(digest, bytes) {
      verifyBlob(digest, bytes);
      await bucket.put(blobPath(digest), bytes);
    },
    async has(digest) {
      return (await bucket.head(blobPath(digest))) !== null;
    },
  };
}
