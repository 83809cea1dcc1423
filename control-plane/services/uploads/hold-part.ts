import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { fail, ok, type Result } from "#domain/errors/index.ts";

/**
 * Writes a part to a file as it comes, however slowly. @returns its SHA-256
 * Fails with `digest-mismatch` where it has more bytes, or fewer. Throws what the body does. The caller removes the file.
 */
export async function holdPart(
  path: string,
  { part, bytes }: { readonly part: number; readonly bytes: number },
  body: AsyncIterable<Uint8Array>,
): Promise<Result<string, "digest-mismatch" | "storage-full">> {
  const hash = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.byteLength;
      if (length > bytes) break;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") {
      return fail("storage-full", "There is no room for the part at the moment.");
    }
    throw error;
  } finally {
    await file.close();
  }
  return length === bytes
    ? ok(hash.digest("hex"))
    : fail("digest-mismatch", `Part ${part} has to have ${bytes} bytes.`, { bytes });
}
