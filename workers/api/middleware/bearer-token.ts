import { createMiddleware } from "hono/factory";
import type { ApiServices, ApiVariables, Caller } from "../context.ts";
import { problemResponse } from "../problem.ts";
import { verifyEdgeAssertion } from "../verify-assertion.ts";

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
  const caller = token === null ? null : await callerOf(token, context.get("services"));
  if (caller !== null) {
    context.set("caller", caller);
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

/** Whose token it is: the platform's own, or one that the control plane signed; null for nobody's. */
async function callerOf(token: string, services: ApiServices): Promise<Caller | null> {
  if (await isToken(token, services.platformTokenSha256)) return { kind: "platform" };
  const { controlPlaneSecret } = services;
  return controlPlaneSecret === null ? null : verifyEdgeAssertion(token, controlPlaneSecret, services.now());
}

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
