import type { Readable } from "node:stream";
import { ProviderUnavailable } from "../../provider/index.ts";

/** The bytes of a stream, unless it breaks off or no more come for so long; then throws a `ProviderUnavailable`. */
export async function* unlessStalled(stream: Readable, silenceMsMax: number): AsyncGenerator<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stream.destroy(new Error(`no bytes for ${silenceMsMax} ms`)), silenceMsMax);
  };
  try {
    watch();
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      // Whoever takes its time with a chunk does not count against the store.
      clearTimeout(timer);
      yield chunk;
      watch();
    }
  } catch (error) {
    throw new ProviderUnavailable("The blob store broke off in the middle of a blob.", { cause: error });
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}
