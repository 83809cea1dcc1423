import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { openPromise } from "yauzl";
import { testDirectory } from "./test-directory.ts";

/** The files of a zip, by name. */
export async function filesOf(path: string): Promise<Map<string, Buffer>> {
  const zip = await openPromise(path, { autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  zip.close();
  return files;
}

/** A zip of these files, in this order. A name may be there twice. */
export async function zipOf(files: Iterable<readonly [string, Uint8Array | string]>): Promise<string> {
  const path = join(testDirectory(), `${randomUUID()}.zip`);
  const zip = new ZipFile();
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  await pipeline(zip.outputStream as Readable, createWriteStream(path));
  return path;
}
