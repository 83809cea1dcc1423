import { blobPath, refuseLong, verifyBlob, type BlobStore } from "./blob-store.ts";
import { verifiedBlob } from "./verified-blob.ts";

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
    async open(digest, range) {
      const asked = range === undefined ? {} : { range: { offset: range.first, length: range.last - range.first + 1 } };
      return (await bucket.get(blobPath(digest), asked))?.body ?? null;
    },
    async putStream(digest, bytes, body) {
      const { readable, writable } = new FixedLengthStream(bytes);
      const sending = verifiedBlob(digest, bytes, body).pipeTo(writable);
      sending.catch(() => {});
      const put = bucket.put(blobPath(digest), readable, { sha256: digest });
      const [sent, answered] = await Promise.allSettled([sending, put]);
      if (sent.status === "rejected") throw sent.reason;
      if (answered.status === "rejected") throw answered.reason;
    },
    async size(digest) {
      return (await bucket.head(blobPath(digest)))?.size ?? null;
    },
    async has(digest) {
      return (await this.size(digest)) !== null;
    },
  };
}
