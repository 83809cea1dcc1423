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

/** A client of the REST API like any other. */
export interface ApiClient {
  /** In which tenant it acts; null for the platform as a whole. */
  readonly tenantId: string | null;
  /**
   * Answers what the API answered, once that is something that a repeated call would not change. Every call
   * must be one that may be repeated. Throws when that takes too long.
   */
  call(call: ApiCall): Promise<ApiAnswer>;
}

/** @param tenantId in which it acts, the demo tenant unless told; null for the platform as a whole */
export function createApiClient(apiUrl: string, token: string, tenantId: string | null = demoTenantId): ApiClient {
  return {
    tenantId,
    async call(call) {
      const deadlineMs = performance.now() + patienceMsMax;
      for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMsMax, delayMs * 2)) {
        const outcome = await callOnce(apiUrl, token, tenantId, call).catch((error: Error) => error);
        if (!(outcome instanceof Error) && !isWorthRepeating(outcome, tenantId)) return outcome;
        if (performance.now() + delayMs > deadlineMs) {
          throw new Error(`${call.method} ${call.path} did not succeed in time: ${reasonOf(outcome)}`);
        }
        await sleep(delayMs);
      }
    },
  };
}

async function callOnce(apiUrl: string, token: string, tenantId: string | null, call: ApiCall): Promise<ApiAnswer> {
  const { method, path, body, idempotencyKey } = call;
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (tenantId !== null) headers["X-Tenant-ID"] = tenantId;
  if (idempotencyKey !== undefined) headers["Idempotency-Key"] = idempotencyKey;
  const isBytes = body instanceof Uint8Array;
  if (body !== undefined && !isBytes) headers["Content-Type"] = "application/json";
  const sent = body === undefined || isBytes ? body : JSON.stringify(body);
  const response = await localFetch(apiUrl + path, { method, headers, body: sent });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** Which problem an answer tells of, e.g. `email-taken`; null when it tells of none. */
export function problemCodeOf({ body }: ApiAnswer): string | null {
  return problemSchema.safeParse(body).data?.type.replace("urn:hotswap:problem:", "") ?? null;
}

/** Of its tenants a platform that starts is told by its control plane, which may come up later. */
function isWorthRepeating(answer: ApiAnswer, tenantId: string | null): boolean {
  const isUnheardOf = tenantId !== null && problemCodeOf(answer) === "tenant-not-found";
  return problemSchema.safeParse(answer.body).data?.retryable === true || isUnheardOf;
}

function reasonOf(outcome: ApiAnswer | Error): string {
  return outcome instanceof Error ? outcome.message : describeAnswer(outcome);
}

/** For the message of an error: the status, and the problem's own words. */
export function describeAnswer({ status, body }: ApiAnswer): string {
  const problem = problemSchema.safeParse(body).data;
  return problem === undefined ? String(status) : `${status} ${problem.title}: ${problem.detail}`;
}
