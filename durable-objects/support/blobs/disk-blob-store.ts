import { StorageFull } from "../storage-full.ts";
import { BlobMismatch, blobPath, refuseLong, verifyBlob, type BlobStore } from "./blob-store.ts";
import { verifiedBlob } from "./verified-blob.ts";

/**
 * Blobs in a directory, through workerd's disk service: it answers GET and HEAD, and PUT by writing beside
 * and renaming, with the folders that are missing.
 */
export function diskBlobStore(disk: Fetcher): BlobStore {
  const url = (digest: string): string => `http://blobs/${blobPath(digest)}`;
  return {
    async get(digest, bytesMax = Infinity) {
      const response = await disk.fetch(url(digest));
      const announced = response.ok ? Number(response.headers.get("Content-Length") ?? 0) : 0;
      if (announced > bytesMax) await response.body?.cancel();
      refuseLong(digest, announced, bytesMax);
      const body = new Uint8Array(await response.arrayBuffer());
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`reading a blob failed with ${response.status}`);
      verifyBlob(digest, body);
      return body;
    },
    async put(digest, bytes) {
      verifyBlob(digest, bytes);
      const response = await disk.fetch(url(digest), { method: "PUT", body: bytes }).catch(throwAsFull);
      await response.body?.cancel();
      if (!response.ok) throw new Error(`writing a blob failed with ${response.status}`);
    },
    async open(digest, range) {
      const headers: Record<string, string> =
        range === undefined ? {} : { Range: `bytes=${range.first}-${range.last}` };
      const response = await disk.fetch(url(digest), { headers });
      if (response.status === (range === undefined ? 200 : 206)) return response.body;
      await response.body?.cancel();
      if (response.status === 404) return null;
      throw new Error(`reading a blob failed with ${response.status}`);
    },
    async putStream(digest, bytes, body) {
      const { readable, writable } = new FixedLengthStream(bytes);
      // The service puts the file in its place once the body has come to its end, which it does not when it is not the blob.
      const sending = verifiedBlob(digest, bytes, body).pipeTo(writable);
      sending.catch(() => {});
      const put = disk.fetch(url(digest), { method: "PUT", body: readable });
      const [sent, answered] = await Promise.allSettled([sending, put]);
      if (sent.status === "rejected" && sent.reason instanceof BlobMismatch) throw sent.reason;
      if (answered.status === "rejected") throwAsFull(answered.reason);
      await answered.value.body?.cancel();
      if (sent.status === "rejected") throw sent.reason;
      if (!answered.value.ok) throw new Error(`writing a blob failed with ${answered.value.status}`);
    },
    async size(digest) {
      const response = await disk.fetch(url(digest), { method: "HEAD" });
      await response.body?.cancel();
      return response.ok ? Number(response.headers.get("Content-Length")) : null;
    },
    async has(digest) {
      return (await this.size(digest)) !== null;
    },
  };
}

/** Of a disk without room the runtime says that it is overloaded, or that the connection to it was lost, and no more. */
function throwAsFull(cause: unknown): never {
  const { overloaded, retryable } = cause as { overloaded?: unknown; retryable?: unknown };
  if (overloaded === true || retryable === true) throw new StorageFull("there is no room for the blob", { cause });
  throw cause;
}
