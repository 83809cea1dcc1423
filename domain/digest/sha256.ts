import { sha256 as hash } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";

/** A SHA-256, 64 lower-case hex digits: how leaves, releases, documents, nodes and blobs are named. */
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256: 64 lower-case hex digits");
export type Digest = string;

const encoder = new TextEncoder();

/** SHA-256 of bytes, or of a string's UTF-8 bytes. Synchronous, so that it can run inside a storage transaction. */
export function sha256(data: string | Uint8Array): Digest {
  return bytesToHex(hash(typeof data === "string" ? encoder.encode(data) : data));
}
