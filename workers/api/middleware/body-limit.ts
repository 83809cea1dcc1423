import { createMiddleware } from "hono/factory";
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

/** The whole stream; null, and the rest unread, when it is longer. */
export async function readAtMost(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    if (length > bytesMax) {
      await reader.cancel();
      return null;
    }
    chunks.push(next.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
