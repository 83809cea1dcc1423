import type { Context } from "hono";
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
  return problemResponse({ code: "forbidden", detail: "This is for the control plane alone." }, requestId);
}
