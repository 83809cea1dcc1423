import { createHmac, timingSafeEqual } from "node:crypto";

/** What a signed address allows. Everything in it is under the signature. */
export interface SignedUrl {
  readonly method: "GET" | "PUT";
  readonly tenantId: string;
  readonly key: string;
  /** What may be asked, and what has to hold: `bytes`, `sha256`, `upload`, `part`, `type`. */
  readonly terms: Readonly<Record<string, string>>;
  readonly expiresAtMs: number;
}

/** @param baseUrl of the platform's own endpoint for blobs, without a slash at its end */
export function signUrl(baseUrl: string, secret: string, signed: SignedUrl): string {
  const url = new URL(`${baseUrl}/${signed.tenantId}/${signed.key}`);
  for (const [name, value] of Object.entries(signed.terms)) url.searchParams.set(name, value);
  url.searchParams.set("expires", String(signed.expiresAtMs));
  url.searchParams.sort();
  url.searchParams.set("signature", signatureOf(secret, signed.method, url));
  return url.href;
}

/** @returns null for one that was not signed for this, was changed, or has expired */
export function verifyUrl(
  baseUrl: string,
  secret: string,
  request: { readonly method: string; readonly url: string },
  nowMs: number,
): SignedUrl | null {
  const { method } = request;
  if (method !== "GET" && method !== "PUT") return null;
  const url = new URL(request.url);
  const signatures = url.searchParams.getAll("signature");
  url.searchParams.delete("signature");
  const given = Buffer.from(signatures[0] ?? "", "base64url");
  const expected = Buffer.from(signatureOf(secret, method, url), "base64url");
  const isOurs =
    signatures.length === 1 && given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
  if (!isOurs) return null;
  const { expires, ...terms } = Object.fromEntries(url.searchParams);
  const expiresAtMs = Number(expires);
  const [tenantId = "", ...names] = url.pathname.slice(new URL(`${baseUrl}/`).pathname.length).split("/");
  return nowMs < expiresAtMs ? { method, tenantId, key: names.join("/"), terms, expiresAtMs } : null;
}

/** Our addresses are plain ones: escaped otherwise, a path is another text and has another signature. */
function signatureOf(secret: string, method: string, url: URL): string {
  const text = `hotswap-blob\n${method}\n${url.pathname}\n${url.searchParams}`;
  return createHmac("sha256", secret).update(text).digest("base64url");
}
