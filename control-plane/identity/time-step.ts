import { createHmac } from "node:crypto";

const stepMs = 30_000;
/** So many steps before and after the present one the library takes codes of. */
const stepsAround = 1;

/**
 * Of which time step a code of an authenticator is, by RFC 6238 as the identity library takes codes: six digits, by SHA-1, each half
 * a minute; null for none near the present one. Of a code that is of two the later counts, so that it is good for neither again.
 *
 * @param now milliseconds since the epoch
 */
export function timeStepOf(secret: string, code: string, now: number): number | null {
  const present = Math.floor(now / stepMs);
  for (let step = present + stepsAround; step >= present - stepsAround; step -= 1) {
    if (codeAt(secret, step) === code) return step;
  }
  return null;
}

/** @see https://www.rfc-editor.org/rfc/rfc4226#section-5.3 */
function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
