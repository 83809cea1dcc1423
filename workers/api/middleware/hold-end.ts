import type { BodyStream } from "../route.ts";

/**
 * A body that is passed on while it comes, but for its last piece, which is held back until it is found that the call is allowed
 * still. Else the body breaks off, and whoever receives it keeps nothing of it.
 */
export function endHeldBack(stream: BodyStream, isAllowedStill: () => Promise<boolean>): BodyStream {
  if (stream.body === null) return stream;
  let last: Uint8Array | null = null;
  const holding = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (last !== null) controller.enqueue(last);
      last = chunk;
    },
    async flush(controller) {
      if (!(await isAllowedStill())) return controller.error(new Error("the call is no longer allowed"));
      if (last !== null) controller.enqueue(last);
    },
  });
  const held = stream.body.pipeThrough(holding);
  return { ...stream, body: stream.bytes === null ? held : held.pipeThrough(new FixedLengthStream(stream.bytes)) };
}
