import { StorageFull } from "../storage-full.ts";
import { blobPath, refuseLong, verifyBlob, type BlobStore } from "./blob-store.ts";

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
    async has(digest) {
      const response = await disk.fetch(url(digest), { method: "HEAD" });
      await response.body?.cancel();
      return response.ok;
    },
  };
}

/** Of a disk without room the runtime says that it is overloaded, or that the connection to it was lost, and no more. */
function throwAsFull(cause: unknown): never {
  const { overloaded, retryable } = cause as { overloaded?: unknown; retryable?: unknown };
  if (overloaded === true || retryable === true) throw new StorageFull("there is no room for the blob", { cause });
  throw cause;
}
