import type { CallOrigin } from "#domain/contracts/index.ts";
import { signAssertion, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";

/** A part over a slow line, in milliseconds. */
const answerMsMax = 10 * 60_000;
const passedHeaders = ["Content-Length", "Content-Type", "Range"];

/**
 * Passes a request to a signed address on to the control plane, which alone can tell whether it was signed so, at the same path below
 * its own. Throws when it cannot be reached.
 */
export async function passSigned(
  bindings: ControlPlaneBindings,
  request: Request,
  origin: CallOrigin,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const token = await signAssertion({ kind: "visitor", origin }, bindings.CONTROL_PLANE_SECRET, Date.now());
  const headers = new Headers({ Authorization: `Bearer ${token}` });
  for (const name of passedHeaders) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return bindings.CONTROL_PLANE.fetch(`http://control-plane/internal${pathname}${search}`, {
    method: request.method,
    headers,
    body: request.body,
    signal: AbortSignal.timeout(answerMsMax),
  });
}
