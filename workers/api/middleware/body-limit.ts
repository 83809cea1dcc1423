import { createMiddleware } from "hono/factory";
import { readAtMost } from "#workers/support/read-at-most.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";

/** Reads the body into `bytes`, or answers 413 as soon as it is known to be longer than allowed. */
export function bodyLimit(bytesMax: number) {
  return createMiddleware<{
    Variables: ApiVariables & { readonly bytes: Uint8Array<ArrayBuffer> };
  }>(async (context, next) => {
    const announced = Number(context.req.header("Content-Length") ?? 0);
    const bytes = announced > bytesMax ? null : await readAtMost(context.req.raw.body, bytesMax);
    if (bytes !== null) {
      context.set("bytes", bytes);
      return next();
    }
    const detail = `The body may have at most ${bytesMax} bytes.`;
    return problemResponse({ code: "payload-too-large", detail, facts: { bytesMax } }, context.get("requestId"));
  });
}
