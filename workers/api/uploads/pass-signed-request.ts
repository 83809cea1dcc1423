import type { Handler } from "hono";
import { signedBlobsBase } from "#domain/upload/index.ts";
import { callOrigin } from "../access/call-origin.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";

export const signedBlobsPath = `${signedBlobsBase}/*`;

/** Pages of any origin may send to it: no cookie is heeded, and the address itself is what allows it. */
const crossOrigin = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag" };

/**
 * `PUT` and `GET` of addresses that were signed for one blob or one part, where blobs lie in a directory: what S3 does elsewhere. Beside
 * the API: whoever has the address needs no token.
 */
export const passSignedRequest: Handler<{ Variables: ApiVariables }> = async (context) => {
  const { method } = context.req;
  if (method === "OPTIONS") {
    const allowed = { "Access-Control-Allow-Methods": "GET, PUT", "Access-Control-Allow-Headers": "Content-Type" };
    return new Response(null, {
      status: 204,
      headers: { ...crossOrigin, ...allowed, "Access-Control-Max-Age": "600" },
    });
  }
  const { services, requestId } = context.var;
  if (method !== "GET" && method !== "PUT") {
    return problemResponse({ code: "method-not-allowed", detail: "Only GET and PUT are signed for." }, requestId);
  }
  const origin = callOrigin(context.req.raw.headers, requestId, services.clientAddressHeader);
  const response = await services.controlPlane?.passSigned(context.req.raw, origin).catch(() => null);
  if (response === null || response === undefined) {
    const detail = "Files cannot be taken at the moment. Try again shortly.";
    return problemResponse({ code: "control-plane-unavailable", detail }, requestId);
  }
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(crossOrigin)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
};
