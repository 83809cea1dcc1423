import type { HonoRequest } from "hono";
import { failureOfError, problemResponse } from "../problem.ts";

/** Answers what a handler threw with a fixed sentence, and logs the error under the request's id. */
export function translateErrors(error: Error, { method, path }: HonoRequest, requestId: string): Response {
  const cause = error.cause instanceof Error ? error.cause.stack : undefined;
  const stack = error.stack ?? String(error);
  console.error(JSON.stringify({ event: "api-error", requestId, method, path, error: stack, cause }));
  return problemResponse(failureOfError(error), requestId);
}
