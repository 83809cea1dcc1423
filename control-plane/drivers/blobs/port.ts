import type { Result } from "#domain/errors/index.ts";

/**
 * What a blob is made of, and what it has to come to: bytes of another length or digest are never kept.
 * `bytes` is their number, `sha256` their digest in 64 hex digits.
 */
export interface BlobClaim {
  readonly bytes: number;
  readonly sha256: string;
}

/** Bytes at hand, or as they come. */
export type BlobBody = Uint8Array | AsyncIterable<Uint8Array>;

/** Under which condition a blob is written: only as the first under its key, or only over the version with this tag. */
export type PutCondition = { readonly ifNoneMatch: "*" } | { readonly ifMatch: string };

export interface BlobHead {
  readonly bytes: number;
  /** Another one for each version that was written under the key. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAtMs: number;
}

export interface BlobContent extends BlobHead {
  /**
   * The whole, or the range that was asked for; holds something open until it is read or broken off. Throws a
   * `ProviderUnavailable` when it stalls or ends too early.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null on the last one. */
  readonly cursor: string | null;
}
export interface PageRequest {
  readonly cursor?: string | null;
  /** At most 1,000, which is also what is meant without. */
  readonly limit?: number;
}

/** A request that whoever has it may send, as it is, until it expires. All of its headers have to be sent. */
export interface SignedRequest {
  readonly method: "GET" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAtMs: number;
}
export interface SigningOptions {
  /** Seconds, at most 3,600. */
  readonly expiresInS: number;
}
/** What the answer says that it is; without, bytes to be saved and never shown. */
export interface DownloadOptions extends SigningOptions {
  readonly contentType?: string;
}

export interface UploadedPart {
  /** 1 to 10,000. */
  readonly part: number;
  readonly etag: string;
  readonly bytes: number;
}
export interface Upload {
  readonly key: string;
  readonly uploadId: string;
  readonly startedAtMs: number;
}

/** All parts but the last have at least so many bytes. */
export const partBytesMin = 5 * 1_024 * 1_024;
export const partsMax = 10_000;
export const pageItemsMax = 1_000;
export const signedForMaxS = 3_600;

type Key = "invalid-request";
type Written = Key | "digest-mismatch" | "version-mismatch" | "storage-full" | "tenant-not-found";

/**
 * The blobs of one tenant. Keys are relative to its prefix and of a few plain characters (`blobKeySchema`), so that
 * no key leads out of it. Every call has a timeout, may be repeated, and throws a `ProviderUnavailable` when the
 * store is out of reach.
 */
export interface BlobBucket {
  /** The whole blob appears at once, or not at all. Fails with `version-mismatch` when the condition does not hold. */
  put(
    key: string,
    body: BlobBody,
    claim: BlobClaim,
    condition?: PutCondition,
  ): Promise<Result<{ readonly etag: string }, Written>>;
  /** @param range first and last byte, counted from 0; a last one beyond the end means the end */
  get(
    key: string,
    range?: { readonly first: number; readonly last: number },
  ): Promise<Result<BlobContent, Key | "blob-not-found">>;
  head(key: string): Promise<Result<BlobHead, Key | "blob-not-found">>;
  /** Does nothing when there is none. */
  delete(key: string): Promise<Result<void, Key>>;
  /** In the order of their keys' bytes. */
  list(
    prefix: string,
    page?: PageRequest,
  ): Promise<Result<Page<{ readonly key: string; readonly bytes: number }>, Key>>;

  signPut(key: string, claim: BlobClaim, options: SigningOptions): Promise<Result<SignedRequest, Key>>;
  signGet(key: string, options: DownloadOptions): Promise<Result<SignedRequest, Key>>;

  /** Begins an upload in parts, which come in any order and again, from whoever has a signed request for each. */
  createUpload(key: string): Promise<Result<{ readonly uploadId: string }, Key | "tenant-not-found">>;
  signPart(
    upload: UploadRef,
    part: number,
    claim: BlobClaim,
    options: SigningOptions,
  ): Promise<Result<SignedRequest, Key>>;
  listParts(upload: UploadRef, page?: PageRequest): Promise<Result<Page<UploadedPart>, Key | "upload-not-found">>;
  /**
   * Makes the blob of these parts: all that were uploaded, in their order. After an answer that was lost it may say `upload-not-found` though the
   * blob is there.
   */
  completeUpload(
    upload: UploadRef,
    parts: readonly Pick<UploadedPart, "part" | "etag">[],
  ): Promise<Result<void, Key | "upload-not-found" | "storage-full">>;
  /** Does nothing when there is none. */
  abortUpload(upload: UploadRef): Promise<Result<void, Key>>;
  /** Aborts uploads begun before then, in milliseconds since the epoch. @returns how many */
  sweep(beforeMs: number): Promise<number>;
  listUploads(page?: PageRequest): Promise<Result<Page<Upload>, Key>>;
}

/** A tenant's blobs, with the other way to send a part: by whoever has its bytes already. */
export interface PartBucket extends BlobBucket {
  putPart(
    upload: UploadRef,
    part: number,
    body: BlobBody,
    claim: BlobClaim,
  ): Promise<Result<{ readonly etag: string }>>;
}

export type UploadRef = Pick<Upload, "key" | "uploadId">;
