import { fail } from "#domain/errors/index.ts";
import { signAssertion, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import { assertionOf } from "./access/assertion-of.ts";
import type { Context, WebsiteContext } from "./access/context.ts";
import type { Handled } from "./answer.ts";
import type { PassedOnCall, WebsiteCall } from "./control-plane-client.ts";
import { handledOf } from "./passed-on-answer.ts";

/** What is read is there or not; an activation waits for the swap, which waits for leases. */
const readMsMax = 3_000;
const callMsMax = 30_000;
/** The longest file over a slow line. A sender that falls silent is cut off much earlier. */
const uploadMsMax = 60 * 60_000;

/** Headers of the request that mean something to the control plane, and those that go along where cookies do. */
const passedHeaders = ["Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID"];
const cookieHeaders = ["Cookie", "Origin", "Sec-Fetch-Site"];

/** Passes a call on for someone at work on a website. Its refusals are refusals here; silence is one too. */
export function passOnCall(
  bindings: ControlPlaneBindings,
  context: WebsiteContext,
  call: WebsiteCall,
): Promise<Handled> {
  const { method, path, stream } = call;
  const headers: Record<string, string> = stream === undefined ? {} : { "Content-Type": "application/octet-stream" };
  const timeoutMs = stream === undefined ? callMsMax : uploadMsMax;
  return send(bindings, context, { method, path, headers, body: stream?.body ?? null, timeoutMs, cookies: false });
}

/** The same for whom the context names, or nobody, with what the request holds beside its address. */
export function passOn(bindings: ControlPlaneBindings, context: Context, call: PassedOnCall): Promise<Handled> {
  const { method, cookies } = call;
  const names = cookies ? [...passedHeaders, ...cookieHeaders] : passedHeaders;
  const headers = Object.fromEntries(
    names.flatMap((name) => {
      const value = call.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  return send(bindings, context, {
    method,
    path: call.path + searchOf(call.query),
    headers,
    body: call.body === undefined ? null : JSON.stringify(call.body),
    timeoutMs: method === "GET" ? readMsMax : callMsMax,
    cookies,
  });
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ReadableStream<Uint8Array> | null;
  readonly timeoutMs: number;
  readonly cookies: boolean;
}

async function send(bindings: ControlPlaneBindings, context: Context, sent: Sent): Promise<Handled> {
  const assertion = assertionOf(context);
  if (assertion === null) return fail("forbidden", "The control plane asks itself, not the edge.");
  const token = await signAssertion(assertion, bindings.CONTROL_PLANE_SECRET, Date.now());
  // Until the answer begins: what is passed on while it comes may take longer.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), sent.timeoutMs);
  try {
    const response = await bindings.CONTROL_PLANE.fetch(`http://control-plane${sent.path}`, {
      method: sent.method,
      headers: { ...sent.headers, Authorization: `Bearer ${token}` },
      body: sent.body,
      signal: patience.signal,
    });
    return await handledOf(response, sent.cookies);
  } catch (error) {
    console.error(JSON.stringify({ event: "control-plane-silent", path: sent.path, error: String(error) }));
    return fail("control-plane-unavailable", "This cannot be done at the moment. Try again shortly.");
  } finally {
    clearTimeout(timer);
  }
}

/** `?a=1&b=2`; empty for none. What is undefined is left out. */
function searchOf(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? "" : `?${search}`;
}
