import { Buffer } from "node:buffer";
import type { PageLock } from "#workers/rendering/index.ts";
import { cookieValue, siteCookie } from "../cookies.ts";

const keySeconds = 10 * 24 * 3_600;
/** As documents' passwords are hashed. */
const rounds = 100_000;

const cookieNameOf = ({ documentId }: PageLock): string => `__Host-hs-unlock-${documentId}`;

/** Whether the request's cookies hold the key to the page. */
export function isUnlocked(lock: PageLock, cookieHeader: string | null): boolean {
  const key = cookieValue(cookieHeader, cookieNameOf(lock));
  return key !== null && areEqual(key, lock.hash);
}

/** The cookie that opens the page from now on; it works only as long as the password is this one. */
export function unlockCookie(lock: PageLock): string {
  return siteCookie(cookieNameOf(lock), lock.hash, keySeconds);
}

/** Takes some 30 ms of the processor: only what a form sent is worth it. */
export async function isRightPassword(lock: PageLock, password: string): Promise<boolean> {
  const secret = new TextEncoder().encode(password);
  const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  const salt = Buffer.from(lock.salt, "hex");
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256);
  return areEqual(Buffer.from(bits).toString("hex"), lock.hash);
}

/** In constant time, so that an answer's delay tells nothing. */
function areEqual(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < one.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
