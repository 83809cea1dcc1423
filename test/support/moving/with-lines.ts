import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archivePaths, type ArchiveManifest } from "#domain/archive/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { testDirectory } from "./test-directory.ts";
import { filesOf, zipOf } from "./zip-files.ts";

/** The archive with these lines as one of its files, of which its manifest tells as of the others. */
export async function withLines(
  archive: Uint8Array,
  name: string,
  manifestKey: "drafts" | "edits",
  lines: readonly unknown[],
): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(testDirectory(), randomUUID());
  writeFileSync(path, archive);
  const files = await filesOf(path);
  const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const manifest = JSON.parse(files.get(archivePaths.manifest)!.toString()) as ArchiveManifest;
  const told = { count: lines.length, bytes: text.byteLength, sha256: sha256(text) };
  files.set(name, text).set(archivePaths.manifest, Buffer.from(JSON.stringify({ ...manifest, [manifestKey]: told })));
  return new Uint8Array(readFileSync(await zipOf(files)));
}
