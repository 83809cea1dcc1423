import type { LookupFunction } from "node:net";
import { lookup } from "node:dns";
import type { Readable } from "node:stream";
import { Agent, request, type Dispatcher } from "undici";
import { problemSchema } from "#domain/contracts/index.ts";
import { EdgeUnavailable, type EdgeResult } from "./port.ts";

export interface EdgeCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the API's base address. */
  readonly path: string;
  readonly token: string;
  readonly json?: unknown;
  readonly stream?: { readonly body: Readable; readonly bytes: number } | undefined;
  readonly timeoutMs: number;
}

const answerBytesMax = 20_000_000;

/** Connections to the edge, kept between calls. */
export function edgeConnections(): Agent {
  return new Agent({ connections: 16, connect: { timeout: 2_000, lookup: lookUpLoopback }, keepAliveTimeout: 10_000 });
}

/** Names under `localhost` are this machine, whatever the system's resolver knows of them (RFC 6761). */
const lookUpLoopback: LookupFunction = (hostname, options, callback) => {
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  lookup(isLocal ? "127.0.0.1" : hostname, options, callback);
};

/**
 * One call. Its refusals are values. Throws an `EdgeUnavailable` when nothing was answered in time, or an answer that
 * says that a later call may succeed.
 */
export async function callEdge(baseUrl: string, agent: Dispatcher, call: EdgeCall): Promise<EdgeResult<unknown>> {
  const response = await send(baseUrl, agent, call);
  if (response.statusCode < 300) return { ok: true, value: response.body };
  return refusalOf(call, response.statusCode, response.body);
}

/** What was refused, as a value. Throws an `EdgeUnavailable` where a later call may succeed. */
export function refusalOf(
  call: Pick<EdgeCall, "method" | "path">,
  statusCode: number,
  body: unknown,
): Extract<EdgeResult<unknown>, { ok: false }> {
  const problem = problemSchema.safeParse(body);
  const failed = `the edge answered ${statusCode} to ${call.method} ${call.path}`;
  if (!problem.success) throw new EdgeUnavailable(failed);
  const { type, detail, retryable, facts } = problem.data;
  if (retryable) throw new EdgeUnavailable(`${failed}: ${detail}`);
  const failure = { code: type.replace("urn:hotswap:problem:", ""), detail };
  const field = facts?.["field"];
  return { ok: false, failure: typeof field === "string" ? { ...failure, field } : failure };
}

async function send(baseUrl: string, dispatcher: Dispatcher, call: EdgeCall) {
  const headers: Record<string, string> = { Authorization: `Bearer ${call.token}` };
  if (call.json !== undefined) headers["Content-Type"] = "application/json";
  if (call.stream !== undefined) {
    headers["Content-Type"] = "application/octet-stream";
    headers["Content-Length"] = String(call.stream.bytes);
  }
  try {
    const response = await request(baseUrl + call.path, {
      method: call.method,
      dispatcher,
      headers,
      body: call.stream?.body ?? (call.json === undefined ? null : JSON.stringify(call.json)),
      headersTimeout: call.timeoutMs,
      bodyTimeout: call.timeoutMs,
      signal: AbortSignal.timeout(call.timeoutMs),
    });
    response.body.on("error", () => {});
    if (Number(response.headers["content-length"] ?? 0) > answerBytesMax) {
      response.body.destroy();
      throw new Error("the answer is too long");
    }
    const text = await response.body.text();
    return { statusCode: response.statusCode, body: text === "" ? null : (JSON.parse(text) as unknown) };
  } catch (error) {
    call.stream?.body.destroy();
    throw new EdgeUnavailable(`the edge did not answer ${call.method} ${call.path}`, { cause: error });
  }
}
