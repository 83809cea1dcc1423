import { ExportFileError } from "../export-file-error.ts";
import { sniffedBytes, sniffEncoding, type Encoding } from "./sniff-encoding.ts";

const lineEnd = 0x0a;

/**
 * The text of a file, piece by piece.
 *
 * Throws an ExportFileError naming line and byte where bytes are not what the encoding allows.
 */
export async function* decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: PlacedDecoder | null = null;
  let head = new Uint8Array(0);
  for await (const chunk of source) {
    if (decoder !== null) {
      yield decoder.decode(chunk);
      continue;
    }
    head = joined(head, chunk);
    if (head.length < sniffedBytes) continue;
    decoder = new PlacedDecoder(sniffEncoding(head));
    yield decoder.decode(head);
  }
  if (decoder === null) {
    decoder = new PlacedDecoder(sniffEncoding(head));
    yield decoder.decode(head);
  }
  yield decoder.end();
}

/** Decodes whole characters only and keeps the rest, so that a fault is in the piece at hand and can be placed. */
class PlacedDecoder {
  readonly #encoding: Encoding;
  #rest = new Uint8Array(0);
  #bytes = 0;
  #lines = 1;
  #first = true;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  decode(chunk: Uint8Array): string {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
    const whole = wholeLength(bytes, this.#encoding);
    this.#rest = bytes.slice(whole);
    return this.#decodeWhole(bytes.subarray(0, whole));
  }

  end(): string {
    return this.#decodeWhole(this.#rest);
  }

  #decodeWhole(bytes: Uint8Array): string {
    const text = decoded(bytes, this.#encoding, !this.#first);
    if (text === null) throw this.#fault(bytes);
    if (bytes.length > 0) this.#first = false;
    this.#bytes += bytes.length;
    this.#lines += countOf(bytes, lineEnd);
    return text;
  }

  #fault(bytes: Uint8Array): ExportFileError {
    const good = longestGood(bytes, this.#encoding);
    const line = this.#lines + countOf(bytes.subarray(0, good), lineEnd);
    const name = this.#encoding.toUpperCase();
    return new ExportFileError(
      "wrong-encoding",
      `Line ${line}: byte ${this.#bytes + good} is not ${name}. Say the file's encoding in its first line, or save it as UTF-8.`,
      line,
    );
  }
}

function decoded(bytes: Uint8Array, encoding: Encoding, keepMark: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: keepMark }).decode(bytes);
  } catch {
    return null;
  }
}

/** How many bytes from the start can be decoded: the longest prefix, by halving. */
function longestGood(bytes: Uint8Array, encoding: Encoding): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const whole = wholeLength(bytes.subarray(0, middle), encoding);
    if (decoded(bytes.subarray(0, whole), encoding, true) === null) bad = middle;
    else good = middle;
  }
  return good;
}

/** Without the character that the piece ends in the middle of. */
function wholeLength(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding === "windows-1252") return bytes.length;
  if (encoding !== "utf-8") return wholeUtf16(bytes, encoding);
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return wanted > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function wholeUtf16(bytes: Uint8Array, encoding: Encoding): number {
  const even = bytes.length - (bytes.length % 2);
  const high = encoding === "utf-16le" ? bytes[even - 1] : bytes[even - 2];
  return high !== undefined && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}

function countOf(bytes: Uint8Array, wanted: number): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) count += 1;
  return count;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
