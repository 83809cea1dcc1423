import { setTimeout as sleep } from "node:timers/promises";
import { problemSchema } from "#domain/contracts/index.ts";
import { localFetch } from "../local-fetch.ts";
import { demoTenantId } from "./demo-site.ts";

/** For so long a call is made again while the platform is coming up, in milliseconds. */
const patienceMsMax = 60_000;
const firstDelayMs = 100;
const delayMsMax = 1_000;

export interface ApiAnswer {
  readonly status: number;
  /** The parsed JSON; null when there is none. */
  readonly body: unknown;
}

export interface ApiCall {
  readonly method: "GET" | "HEAD" | "POST" | "PUT";
  readonly path: string;
  /** Bytes as they are, all else as JSON. */
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** A client of the REST API like any other, in the demo tenant. */
export interface ApiClient {
  /**
   * Answers what the API answered, once that is something that a repeated call would not change. Every call
   * must be one that may be repeated. Throws when that takes too long.
   */
  call(call: ApiCall): Promise<ApiAnswer>;
}

export function createApiClient(apiUrl: string, token: string): ApiClient {
  return {
    async call(call) {
      const deadlineMs = performance.now() + patienceMsMax;
      for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMsMax, delayMs * 2)) {
        const outcome = await callOnce(apiUrl, token, call).catch((error: Error) => error);
        if (!(outcome instanceof Error) && !isWorthRepeating(outcome)) return outcome;
        if (performance.now() + delayMs > deadlineMs) {
          throw new Error(`${call.method} ${call.path} did not succeed in time: ${reasonOf(outcome)}`);
        }
        await sleep(delayMs);
      }
    },
  };
}

async function callOnce(apiUrl: string, token: string, call: ApiCall): Promise<ApiAnswer> {
  const { method, path, body, idempotencyKey } = call;
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, "X-Tenant-ID": demoTenantId };
  if (idempotencyKey !== undefined) headers["Idempotency-Key"] = idempotencyKey;
  const isBytes = body instanceof Uint8Array;
  if (body !== undefined && !isBytes) headers["Content-Type"] = "application/json";
  const sent = body === undefined || isBytes ? body : JSON.stringify(body);
  const response = await localFetch(apiUrl + path, { method, headers, body: sent });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** Of its tenants a platform that starts is told by its control plane, which may come up later. */
function isWorthRepeating({ body }: ApiAnswer): boolean {
  const problem = problemSchema.safeParse(body).data;
  return problem?.retryable === true || problem?.type === "urn:hotswap:problem:tenant-not-found";
}

function reasonOf(outcome: ApiAnswer | Error): string {
  return outcome instanceof Error ? outcome.message : describeAnswer(outcome);
}

/** For the message of an error: the status, and the problem's own words. */
export function describeAnswer({ status, body }: ApiAnswer): string {
  const problem = problemSchema.safeParse(body).data;
  return problem === undefined ? String(status) : `${status} ${problem.title}: ${problem.detail}`;
}
