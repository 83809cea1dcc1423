import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { UploadRow } from "#migrations/schema/index.ts";
import { keyOf, type UploadServices } from "./context.ts";
import { UploadRefused } from "./upload-refused.ts";

/**
 * Copies an upload to this machine. @returns its SHA-256
 * Throws an `UploadRefused` when it is gone, or not as long as was said.
 */
export async function downloadUpload(
  { buckets }: UploadServices,
  row: UploadRow,
  path: string,
  signal: AbortSignal,
): Promise<string> {
  const found = await buckets?.of(row.tenantId).get(keyOf(row));
  if (found?.ok !== true) throw new UploadRefused("upload-not-found", "Its file is gone. Upload it again.");
  const hash = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const chunk of found.value.body) {
      signal.throwIfAborted();
      bytes += chunk.byteLength;
      if (bytes > row.bytes) break;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  if (bytes !== row.bytes) throw new UploadRefused("digest-mismatch", `It does not have the ${row.bytes} bytes said.`);
  return hash.digest("hex");
}
