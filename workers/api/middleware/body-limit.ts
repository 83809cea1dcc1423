import { createMiddleware } from "hono/factory";
import { readAtMost } from "#workers/support/read-at-most.ts";
import { refuse } from "../answer.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";

type ReadBody = { Variables: ApiVariables & { readonly bytes: Uint8Array<ArrayBuffer> } };

/** Leaves the body to the handler. */
export const unreadBody = createMiddleware<ReadBody>(async (context, next) => {
  context.set("bytes", new Uint8Array(0));
  await next();
});

/** Reads the body into `bytes`, or answers 413 as soon as it is known to be longer than allowed. */
export function bodyLimit(bytesMax: number) {
  return createMiddleware<ReadBody>(async (context, next) => {
    const requestId = context.get("requestId");
    const bytes = await readBody(context.req.raw, bytesMax).catch(() => "broken" as const);
    if (bytes === "broken") {
      const errors = [{ location: "body", message: "broke off, or is not in the chunks that it is said to be in" }];
      return problemResponse(refuse(errors).failure, requestId);
    }
    if (bytes !== null) {
      context.set("bytes", bytes);
      return next();
    }
    const detail = `The body may have at most ${bytesMax} bytes.`;
    return problemResponse({ code: "payload-too-large", detail, facts: { bytesMax } }, requestId);
  });
}

/** The whole body; null when it is longer. Throws when its sender broke it off. */
async function readBody({ headers, body }: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const announced = Number(headers.get("Content-Length") ?? 0);
  if (announced > bytesMax) return null;
  return announced > 0 ? readAnnounced(body, announced) : readAtMost(body, bytesMax);
}

/** The whole stream, held in memory once; null, and the rest unread, when it is longer than was announced. */
async function readAnnounced(
  body: ReadableStream<Uint8Array> | null,
  announced: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(announced);
  let length = 0;
  for await (const chunk of body ?? []) {
    if (length + chunk.byteLength > announced) return null;
    bytes.set(chunk, length);
    length += chunk.byteLength;
  }
  return bytes.subarray(0, length);
}
