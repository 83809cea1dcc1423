import { createHash } from "node:crypto";
import type { Digest } from "#domain/digest/index.ts";

/**
 * Bytes by their SHA-256: theme files, manifests, media. What is stored under a digest never changes, so a
 * reader may keep it for ever.
 */
export interface BlobStore {
  /**
   * The bytes, or null when there are none. Throws when what is stored does not have the digest, or has more bytes than are
   * expected: then nothing of it is read.
   */
  get(digest: Digest, bytesMax?: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * Stores the bytes; idempotent. Throws a `BlobMismatch` before writing when they do not have the digest, and a
   * `StorageFull` when there is no room.
   */
  put(digest: Digest, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /**
   * The bytes as they come, for what is too long to hold: all of them, or those from the first to the last, both counted. Null when
   * there are none. Whoever reads all of them finds out by their digest whether they are the ones; of a part nobody can.
   */
  open(digest: Digest, range?: BlobRange): Promise<ReadableStream<Uint8Array> | null>;
  /**
   * Stores bytes as they come, `bytes` of them; idempotent. Nothing is kept, and a `BlobMismatch` thrown, when they have another
   * digest or length; throws what the stream does when it breaks off, and a `StorageFull` when there is no room.
   */
  putStream(digest: Digest, bytes: number, body: ReadableStream<Uint8Array>): Promise<void>;
  /** How many bytes there are; null when there is no such blob. */
  size(digest: Digest): Promise<number | null>;
  has(digest: Digest): Promise<boolean>;
}

/** Within a blob, counted from 0. */
export interface BlobRange {
  readonly first: number;
  readonly last: number;
}

/** The bytes given for a digest do not have it: the caller's mistake on `put`, damaged storage on `get`. */
export class BlobMismatch extends Error {
  override readonly name = "BlobMismatch";
}

/** Throws a `BlobMismatch` unless the bytes have the digest. */
export function verifyBlob(digest: Digest, bytes: Uint8Array): void {
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual !== digest) throw new BlobMismatch(`the bytes do not have the digest ${digest}`);
}

/** Throws a `BlobMismatch` when a blob is longer than whoever asks for it can use. */
export function refuseLong(digest: Digest, bytes: number, bytesMax: number): void {
  if (bytes > bytesMax) throw new BlobMismatch(`the blob ${digest} has ${bytes} bytes, not ${bytesMax}`);
}

/** Where a blob lies, in a bucket or a folder: spread over 256 folders, so that none grows too long. */
export function blobPath(digest: Digest): string {
  return `${digest.slice(0, 2)}/${digest}`;
}
