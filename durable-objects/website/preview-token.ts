import { createHmac, timingSafeEqual } from "node:crypto";
import type { Digest } from "#domain/digest/index.ts";

/** What a token says of itself, in the clear. */
export interface PreviewClaims {
  readonly releaseId: Digest;
  readonly expiresAtMs: number;
  /** Random, so that each token can be taken back by itself. */
  readonly previewId: string;
}

const tokenPattern = /^(([0-9a-f]{64})\.([0-9a-z]{1,10})\.([0-9a-f]{32}))\.([A-Za-z0-9_-]{43})$/;

/** Release, end and id, separated by dots, then their HMAC-SHA-256. Holds nothing that a URL would have to escape. */
export function signPreview({ releaseId, expiresAtMs, previewId }: PreviewClaims, key: Uint8Array): string {
  const claims = `${releaseId}.${expiresAtMs.toString(36)}.${previewId}`;
  return `${claims}.${macOf(claims, key)}`;
}

/** What the token says, if this key has signed it; null otherwise. Takes as long for any wrong signature. */
export function verifyPreview(token: string, key: Uint8Array): PreviewClaims | null {
  const [, claims, releaseId, expiresAt, previewId, mac] = tokenPattern.exec(token) ?? [];
  if (claims === undefined || !timingSafeEqual(Buffer.from(macOf(claims, key)), Buffer.from(mac!))) return null;
  return { releaseId: releaseId!, expiresAtMs: Number.parseInt(expiresAt!, 36), previewId: previewId! };
}

/** Compared as it is written: its last letter has bits that decoding would drop. */
function macOf(claims: string, key: Uint8Array): string {
  return createHmac("sha256", key).update(claims).digest("base64url");
}
