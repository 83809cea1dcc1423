import { createMiddleware } from "hono/factory";
import { readAtMost } from "#workers/support/read-at-most.ts";
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
    const announced = Number(context.req.header("Content-Length") ?? 0);
    const { body } = context.req.raw;
    const bytes =
      announced > bytesMax
        ? null
        : announced > 0
          ? await readAnnounced(body, announced)
          : await readAtMost(body, bytesMax);
    if (bytes !== null) {
      context.set("bytes", bytes);
      return next();
    }
    const detail = `The body may have at most ${bytesMax} bytes.`;
    return problemResponse({ code: "payload-too-large", detail, facts: { bytesMax } }, context.get("requestId"));
  });
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
