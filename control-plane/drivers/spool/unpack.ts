import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { SpoolFault } from "./port.ts";

/** The bytes of a file, or of what a gzip file holds. Throws a `SpoolFault` when it is damaged, or holds more than allowed. */
export async function* unpackedBytes(path: string, bytesMax: number): AsyncGenerator<Uint8Array> {
  const isGzip = await startsWithGzipMark(path);
  const file = createReadStream(path, { highWaterMark: 256 * 1_024 });
  const stream = isGzip ? pipeline(file, createGunzip({ chunkSize: 256 * 1_024 }), () => {}) : file;
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) throw new SpoolFault(`Unpacked, the file may have at most ${bytesMax} bytes.`);
      yield chunk;
    }
  } catch (error) {
    if (isGzip && String((error as NodeJS.ErrnoException).code).startsWith("Z_")) {
      throw new SpoolFault(`The file is no whole gzip file: after ${bytes} bytes unpacked it is damaged or cut off.`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    stream.destroy();
    file.destroy();
  }
}

async function startsWithGzipMark(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
