import { problemOf, type Refusal } from "#domain/contracts/index.ts";
import { isDatabaseUnavailable } from "../database/index.ts";
import { EdgeUnavailable } from "../drivers/edge/index.ts";

/** The only translator from a failure to what a caller of the control plane is told (RFC 9457). */
export function problemResponse(failure: Refusal, requestId: string): Response {
  const problem = problemOf(failure, requestId);
  const response = new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json" },
  });
  if (problem.retryable) response.headers.set("Retry-After", String(failure.facts?.["retryAfterSeconds"] ?? 1));
  return response;
}

/** The failure that a thrown error amounts to; its text is for the log alone. */
export function failureOfError(error: unknown): Refusal {
  if (error instanceof EdgeUnavailable) return edgeUnavailable;
  return isDatabaseUnavailable(error)
    ? databaseUnavailable
    : { code: "internal", detail: "The request failed and was recorded under its request id." };
}

const edgeUnavailable: Refusal = {
  code: "website-unavailable",
  detail: "The website cannot be reached at the moment. Try again shortly.",
};

export const databaseUnavailable: Refusal = {
  code: "control-plane-unavailable",
  detail: "The database cannot be reached at the moment.",
};
