import { createMiddleware } from "hono/factory";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";

const zipType = /^application\/zip *$/i;
const jsonType = /^application\/json *(?:; *charset *= *"?utf-8"? *)?$/i;

/** Answers 415 to a body that is not said to be JSON, or is compressed. A request without a body passes. */
export const jsonContent = contentOf([jsonType], "Content-Type: application/json", "application/json");

export const jsonOrZipContent = contentOf(
  [jsonType, zipType],
  "Content-Type: application/json' or 'Content-Type: application/zip",
  "application/json, application/zip",
);

function contentOf(types: readonly RegExp[], header: string, accept: string) {
  return createMiddleware<{ Variables: ApiVariables }>(async (context, next) => {
    const type = context.req.header("Content-Type") ?? "";
    const encoding = context.req.header("Content-Encoding") ?? "identity";
    const hasBody = context.req.raw.body !== null && context.req.header("Content-Length") !== "0";
    const isRight = types.some((pattern) => pattern.test(type)) && encoding.toLowerCase() === "identity";
    if (!hasBody || isRight) return next();
    return problemResponse(
      { code: "unsupported-media-type", detail: `Send '${header}', uncompressed.` },
      context.get("requestId"),
      { Accept: accept },
    );
  });
}
