import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ImportFault } from "../import-fault.ts";
import type { OpenedZip } from "./open-zip.ts";

/** A file of the zip. Throws an `ImportFault` when it is longer than allowed. */
export async function readBytes(zip: OpenedZip, name: string, bytesMax: number): Promise<Buffer> {
  if (zip.bytesOf(name) > bytesMax) throw new ImportFault(`The file may have at most ${bytesMax} bytes.`, name);
  const chunks: Buffer[] = [];
  for await (const chunk of zip.read(name)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The same as text. Throws an `ImportFault` when it is none, too. */
export async function readText(zip: OpenedZip, name: string, bytesMax: number): Promise<string> {
  const text = decodeText(await readBytes(zip, name, bytesMax));
  if (text === null) throw new ImportFault("The file is neither UTF-8 nor UTF-16.", name);
  return text;
}

/** UTF-8, or UTF-16 that says so at its beginning; null for what is neither. */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The same as JSON. */
export async function readJson(zip: OpenedZip, name: string, bytesMax: number): Promise<unknown> {
  const text = await readText(zip, name, bytesMax);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ImportFault(`The file is no JSON: ${(error as Error).message}`, name, { cause: error });
  }
}

/** Lines of a text file, without their ends. Throws an `ImportFault` for one that is longer than allowed. */
export async function* readLines(zip: OpenedZip, name: string, lineBytesMax: number): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of zip.read(name)) {
    let bytes = rest.byteLength === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a)) {
      number += 1;
      yield bytes.toString("utf8", 0, end);
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.byteLength > lineBytesMax) {
      throw new ImportFault(`A line may have at most ${lineBytesMax} bytes.`, `${name}, line ${number + 1}`);
    }
    rest = bytes;
  }
  if (rest.byteLength > 0) yield rest.toString("utf8");
}

/** SHA-256 of a file of the zip. */
export async function digestOfEntry(zip: OpenedZip, name: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of zip.read(name)) hash.update(chunk);
  return hash.digest("hex");
}

/** Unpacks a file of the zip to a path, where nothing may be. */
export function saveEntry(zip: OpenedZip, name: string, path: string): Promise<void> {
  return pipeline(zip.read(name), createWriteStream(path, { flags: "w", mode: 0o600 }));
}
