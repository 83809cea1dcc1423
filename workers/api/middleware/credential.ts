import { createMiddleware } from "hono/factory";
import { tokenOf } from "../access/bearer-token.ts";
import { callOrigin } from "../access/call-origin.ts";
import type { Credential } from "../access/credential.ts";
import { recogniseToken } from "../access/recognise-token.ts";
import { guesserOf } from "../access/refusal-limit.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";

/** What tells a client that its token is the reason: it exchanges its session for a new one. */
export const invalidToken = { "WWW-Authenticate": `Bearer realm="hotswap", error="invalid_token"` } as const;
const noToken = { "WWW-Authenticate": `Bearer realm="hotswap"` } as const;

/**
 * By what the caller is recognised, or the 401 that they get. Contexts are made of the credential alone, which is what
 * keeps a route from being mounted without it. From an address from which too many tokens were wrong, wrong ones are answered with
 * 429, and so is the platform's own: it may be one that can be guessed.
 * @see https://www.rfc-editor.org/rfc/rfc6750
 */
export async function credentialOf(
  headers: Headers,
  { services, requestId }: ApiVariables,
): Promise<Credential | Response> {
  const header = headers.get("Authorization") ?? undefined;
  const token = header === undefined ? null : tokenOf(header);
  const credential = token === null ? null : await recogniseToken(token, services);
  const guesser = guesserOf(undefined, callOrigin(headers, requestId, services.clientAddressHeader));
  if (guesser !== null && header !== undefined && (credential === null || credential.kind === "platform-token")) {
    const allowed = credential === null ? await services.countRefusal(guesser) : services.checkRefusals(guesser);
    if (!allowed.ok) return problemResponse(allowed.failure, requestId);
  }
  if (credential !== null) return credential;
  const detail =
    header === undefined
      ? "Send the header 'Authorization: Bearer <token>'."
      : "The header 'Authorization' holds no valid bearer token.";
  const challenge = header === undefined ? noToken : invalidToken;
  return problemResponse({ code: "unauthorized", detail }, requestId, challenge);
}

/** Lets pass whoever is recognised, whatever they may do. */
export const anyCredential = createMiddleware<{ Variables: ApiVariables }>(async (context, next) => {
  const credential = await credentialOf(context.req.raw.headers, context.var);
  if (credential instanceof Response) return credential;
  return next();
});
