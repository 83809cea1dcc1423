import { z } from "zod";

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
