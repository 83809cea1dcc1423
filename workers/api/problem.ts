import { problemOf, type Refusal } from "#domain/contracts/index.ts";
import type { FailureCode } from "#domain/errors/index.ts";
import { isStorageFull, storageFullDetail } from "#durable-objects/support/index.ts";

/** After how many seconds a retry is worth making, for failures that may pass by themselves. */
const retryAfterSeconds: Partial<Record<FailureCode, number>> = {
  "website-unavailable": 1,
  "tenant-unavailable": 1,
  "control-plane-unavailable": 2,
  "storage-full": 30,
  "too-many-requests": 30,
};

/**
 * The only translator from a failure to what a client is told (RFC 9457). Everything in it is meant for
 * the caller: unknown errors come here as `internal` with a fixed sentence.
 */
export function problemResponse(
  failure: Refusal,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const problem = problemOf(failure, requestId);
  const response = new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
  // Whoever was asked may know better when.
  if (problem.retryable && !response.headers.has("Retry-After")) {
    const seconds = failure.facts?.["retryAfterSeconds"] ?? retryAfterSeconds[failure.code] ?? 1;
    response.headers.set("Retry-After", String(seconds));
  }
  return response;
}

/** The failure that a thrown error amounts to. Its text stays in the log: it may hold what no caller may read. */
export function failureOfError(error: unknown): Refusal {
  if (isStorageFull(error)) return { code: "storage-full", detail: storageFullDetail };
  if (error instanceof Error && error.name === "TenantUnavailable") {
    return { code: "tenant-unavailable", detail: "The tenant cannot be reached at the moment. Try again shortly." };
  }
  if (error instanceof Error && error.name === "KeysUnavailable") {
    return {
      code: "control-plane-unavailable",
      detail: "Whether the token is good cannot be told now. Try again shortly.",
    };
  }
  return isOutOfReach(error)
    ? {
        code: "website-unavailable",
        detail: "The website cannot be reached at the moment. Try again shortly.",
      }
    : {
        code: "internal",
        detail: "The request failed on our side and was recorded under its request id.",
      };
}

/** Whether the object could not be reached, rather than failed: the runtime marks such errors. */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error) || isStorageFull(error)) return false;
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
  return error.name === "WebsiteUnavailable" || retryable === true || overloaded === true;
}
