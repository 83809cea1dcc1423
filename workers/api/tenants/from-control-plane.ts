import type { Context } from "hono";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Context as Access, WebsiteContext } from "../access/context.ts";
import type { ApiVariables } from "../context.ts";
import { credentialOf } from "../middleware/credential.ts";
import { problemResponse } from "../problem.ts";

/**
 * Null when the call is the control plane's, at work for the tenant of the path; else the answer to whoever it is.
 *
 * @param kind of its assertion: `tenant-state` where the call is about the tenant itself
 */
export async function refuseOthers(
  context: Context<{ Variables: ApiVariables }>,
  kind: "control-plane" | "tenant-state" = "control-plane",
): Promise<Response | null> {
  const { services, requestId } = context.var;
  const credential = await credentialOf(context.req.raw.headers, { services, requestId });
  if (credential instanceof Response) return credential;
  if (credential.kind === kind && credential.tenantId === context.req.param("tenantId")) return null;
  return problemResponse(notForYou.failure, requestId);
}

/** The website that the control plane is at work on. Fails with `forbidden` for whoever else may call. */
export function asControlPlane(access: Access): Result<WebsiteContext, "forbidden"> {
  return access.kind === "website" && access.actor.kind === "control-plane" ? ok(access) : notForYou;
}

const notForYou = fail("forbidden", "This is for the control plane alone.");
