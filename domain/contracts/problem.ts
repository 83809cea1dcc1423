import { z } from "zod";
import { failureCodes, type Failure } from "#domain/errors/index.ts";

/**
 * The body of every error answer of the API, `application/problem+json`.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  retryable: z.boolean(),
  /** What is wrong where, for requests that did not fit their schema. */
  errors: z.array(z.object({ location: z.string(), message: z.string() })).optional(),
  /** Facts a program can use, e.g. `activeReleaseId` of a refused activation. */
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What is wrong where in a request. */
export interface RequestError {
  /** E.g. `documents.put[3].path` of the body, `query.limit`, `path.websiteId`, `header.Idempotency-Key`. */
  readonly location: string;
  readonly message: string;
}
export interface Refusal extends Failure {
  readonly errors?: readonly RequestError[];
}

/** The failure as a problem document. */
export function problemOf(failure: Refusal, requestId: string): Problem {
  const { status, title, retryable } = failureCodes[failure.code];
  return problemSchema.parse({
    type: `urn:hotswap:problem:${failure.code}`,
    title,
    status,
    detail: failure.detail,
    requestId,
    retryable,
    errors: failure.errors,
    facts: failure.facts,
  });
}
