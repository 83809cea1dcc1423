import { createMiddleware } from "hono/factory";
import type { ApiVariables, Caller } from "../context.ts";
import { problemResponse } from "../problem.ts";

/**
 * Recognises the caller by the bearer token, or answers 401. Handlers get their `caller` only through this,
 * which is what keeps a route from being mounted without it.
 * @see https://www.rfc-editor.org/rfc/rfc6750
 */
export const bearerToken = createMiddleware<{
  Variables: ApiVariables & { readonly caller: Caller };
}>(async (context, next) => {
  const header = context.req.header("Authorization");
  const token = header === undefined ? null : tokenOf(header);
  if (token !== null && (await isToken(token, context.get("services").platformTokenSha256))) {
    context.set("caller", { kind: "platform" });
    return next();
  }
  const detail =
    header === undefined
      ? "Send the header 'Authorization: Bearer <token>'."
      : "The header 'Authorization' holds no valid bearer token.";
  const challenge = `Bearer realm="hotswap"${header === undefined ? "" : ', error="invalid_token"'}`;
  return problemResponse({ code: "unauthorized", detail }, context.get("requestId"), {
    "WWW-Authenticate": challenge,
  });
});

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
