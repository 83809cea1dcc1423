/** The token of an `Authorization` header; null when it holds no bearer token. */
export function tokenOf(header: string): string | null {
  return /^Bearer +([A-Za-z0-9._~+/-]{1,4096}=*)$/i.exec(header)?.[1] ?? null;
}

/** Compares digests of both in constant time, so that an answer's delay tells nothing about the token. */
export async function isToken(token: string, expectedSha256: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (expectedSha256.length !== hex.length) return false;
  let difference = 0;
  for (let index = 0; index < hex.length; index += 1) {
    difference |= hex.charCodeAt(index) ^ expectedSha256.charCodeAt(index);
  }
  return difference === 0;
}
