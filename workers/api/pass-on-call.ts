import { problemSchema, type Problem } from "#domain/contracts/index.ts";
import { fail, failureCodes, ok, type FailureCode } from "#domain/errors/index.ts";
import { signAssertion, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import type { Handled } from "./answer.ts";
import type { WebsiteCall } from "./control-plane-client.ts";

/** An activation waits for the swap, which waits for leases. */
const callMsMax = 30_000;
/** The longest file over a slow line. A sender that falls silent is cut off much earlier. */
const uploadMsMax = 60 * 60_000;

/** Passes a call on for someone at work on a website. Its refusals are refusals here; silence is one too. */
export async function passOnCall(
  bindings: ControlPlaneBindings,
  website: { readonly websiteId: string; readonly tenantId: string },
  call: WebsiteCall,
): Promise<Handled> {
  const response = await send(bindings, website, call).catch(() => null);
  const body: unknown = await response?.json().catch(() => null);
  if (response === null || body === null) return outOfReach;
  if (response.ok) return ok({ status: response.status === 202 ? 202 : 200, body });
  const problem = problemSchema.safeParse(body);
  return problem.success ? refusalOf(problem.data) : outOfReach;
}

async function send(
  bindings: ControlPlaneBindings,
  { websiteId, tenantId }: { readonly websiteId: string; readonly tenantId: string },
  { method, path, stream }: WebsiteCall,
): Promise<Response> {
  const assertion = { kind: "caller", websiteId, tenantId } as const;
  const token = await signAssertion(assertion, bindings.CONTROL_PLANE_SECRET, Date.now());
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (stream !== undefined) headers["Content-Type"] = "application/octet-stream";
  return bindings.CONTROL_PLANE.fetch(`http://control-plane${path}`, {
    method,
    headers,
    body: stream?.body ?? null,
    signal: AbortSignal.timeout(stream === undefined ? callMsMax : uploadMsMax),
  });
}

const outOfReach = fail("control-plane-unavailable", "Imports cannot be worked on at the moment. Try again shortly.");

/** A code that this version does not know is a fault of ours. */
function refusalOf({ type, detail, facts }: Problem): Handled {
  const code = type.replace("urn:hotswap:problem:", "");
  if (!(code in failureCodes)) return fail("internal", "The control plane refused in a way that is not known here.");
  return fail(code as FailureCode, detail, facts as Parameters<typeof fail>[2]);
}
