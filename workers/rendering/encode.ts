import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Encoding } from "./accept-encoding.ts";

/** Quality 4 makes pages a few per cent larger than the best, at a small part of the time. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The bytes as they go over the wire, with `Content-Encoding` set to the encoding. */
export function encode(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case "identity":
      return bytes;
    case "gzip":
      return compact(gzipSync(bytes, { level: 6 }));
    case "br":
      return compact(brotliCompressSync(bytes, brotliOptions));
  }
}

/** A copy that is as large as its content: compressors hand out views of larger buffers. */
function compact(view: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view);
}
