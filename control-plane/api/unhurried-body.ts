/** So much of what nobody wants is read all the same, for a sender to hear why. */
const drainedBytesMax = 64_000_000;
const drainMsMax = 10_000;

/**
 * A request's body that may be left unread: whoever answers before its end calls `drain` first. A sender that is answered in the
 * middle of sending sees a broken connection instead of the answer.
 */
export function unhurriedBody(stream: ReadableStream<Uint8Array> | null): {
  readonly chunks: AsyncIterable<Uint8Array>;
  drain(): Promise<void>;
} {
  if (stream === null) return { chunks: nothing(), drain: async () => {} };
  return {
    chunks: { [Symbol.asyncIterator]: () => chunksOf(stream) },
    drain: () => drain(stream).catch(() => {}),
  };
}

/** Holds the stream from the first chunk that is asked for on: a `Request` that is made of this asks for the iterator, and maybe for no more. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* stream.values({ preventCancel: true });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function drain(stream: ReadableStream<Uint8Array>): Promise<void> {
  const until = performance.now() + drainMsMax;
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > drainedBytesMax || performance.now() > until) return;
  }
}
