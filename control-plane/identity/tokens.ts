import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes in base64url, for a link in a mail. */
export function newMailToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hex: all that is kept of a token, which is random enough to need no salt. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
