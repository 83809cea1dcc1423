import { createMiddleware } from "hono/factory";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";

const jsonType = /^application\/json *(?:; *charset *= *"?utf-8"? *)?$/i;

/** Answers 415 to a body that is not said to be JSON, or is compressed. A request without a body passes. */
export const jsonContent = createMiddleware<{ Variables: ApiVariables }>(async (context, next) => {
  const type = context.req.header("Content-Type");
  const encoding = context.req.header("Content-Encoding") ?? "identity";
  const hasBody = context.req.raw.body !== null && context.req.header("Content-Length") !== "0";
  if (!hasBody || (jsonType.test(type ?? "") && encoding.toLowerCase() === "identity")) return next();
  return problemResponse(
    {
      code: "unsupported-media-type",
      detail: "Send 'Content-Type: application/json', uncompressed.",
    },
    context.get("requestId"),
    { Accept: "application/json" },
  );
});
