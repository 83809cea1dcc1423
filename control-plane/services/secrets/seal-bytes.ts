import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** What was sealed cannot be opened: by this key, for this purpose, or because it was altered. Which of them cannot be told. */
export class SecretFault extends Error {
  override readonly name = "SecretFault";
}

const algorithm = "aes-256-gcm";
const version = "v1";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts with AES-256-GCM under a random nonce, as `v1.` and nonce, tag and ciphertext in base64url.
 *
 * @param key 32 bytes
 * @param purpose what it is and whose: opened for any other, it does not open
 */
export function sealBytes(key: Uint8Array, plaintext: Uint8Array, purpose: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(purpose));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString("base64url")}`;
}

/** Throws a `SecretFault`. */
export function openBytes(key: Uint8Array, sealed: string, purpose: string): Buffer {
  const bytes = Buffer.from(sealed.slice(version.length + 1), "base64url");
  if (!sealed.startsWith(`${version}.`) || bytes.length < nonceBytes + tagBytes) {
    throw new SecretFault("it was not sealed in a way that this version knows");
  }
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    throw new SecretFault("it does not open with this key for this purpose");
  }
}
