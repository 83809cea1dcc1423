import type { OpenedZip } from "../zip/open-zip.ts";
import { decodeText, readBytes } from "../zip/read-entry.ts";
import { splitFile, type SplitFile } from "./front-matter.ts";

/** Longer files make documents larger than documents may be. */
export const fileBytesMax = 2_000_000;

/** A file of the zip, its front matter apart. Throws an `ImportFault` when it is longer than allowed, or damaged. */
export async function readMarkdown(zip: OpenedZip, name: string): Promise<SplitFile> {
  const text = decodeText(await readBytes(zip, name, fileBytesMax));
  return text === null ? { ok: false, reason: "it is neither UTF-8 nor UTF-16" } : splitFile(text);
}
