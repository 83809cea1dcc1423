import type { BlobStore } from "./blob-store.ts";
import { diskBlobStore } from "./disk-blob-store.ts";
import { r2BlobStore } from "./r2-blob-store.ts";

export { BlobMismatch, blobPath, type BlobRange, type BlobStore } from "./blob-store.ts";
export { verifiedBlob } from "./verified-blob.ts";

/** The bindings of which one must be there: a bucket on Cloudflare, a disk service self-hosted. */
export interface BlobBindings {
  readonly BLOBS?: R2Bucket | undefined;
  readonly BLOBS_DISK?: Fetcher | undefined;
}

/** The blob store that the bindings name. Throws when there is none. */
export function blobStore(bindings: BlobBindings): BlobStore {
  if (bindings.BLOBS_DISK !== undefined) return diskBlobStore(bindings.BLOBS_DISK);
  if (bindings.BLOBS !== undefined) return r2BlobStore(bindings.BLOBS);
  throw new Error("a binding for blobs is missing: BLOBS (R2) or BLOBS_DISK (a disk service)");
}
