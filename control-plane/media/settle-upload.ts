import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { settleType, type SettledType } from "./settle-type.ts";
import { masterTypes } from "./make-master.ts";
import { textTypes } from "./text-types.ts";

const other = "application/octet-stream";
const chunkBytes = 64 * 1_024;

/**
 * What type a file is that a tenant uploaded. Its bytes say so; what its sender says is believed of plain texts alone. Images that
 * cannot be made anew without where they were taken are not taken.
 */
export async function settleUpload(path: string, bytes: number, said: string | null): Promise<SettledType> {
  const settled = await settleType(path, bytes, said);
  if (!settled.ok) return settled;
  const { contentType } = settled;
  if (contentType === "image/svg+xml") return settled;
  const sniffed = (await fileTypeFromFile(path))?.mime;
  if (sniffed === undefined) {
    const isText = textTypes.has(contentType) && (await isPlainText(path));
    return { ok: true, contentType: isText ? contentType : other };
  }
  const isImage = sniffed.startsWith("image/") && !masterTypes.has(contentType);
  return isImage ? { ok: false, reason: `Images of the type ${sniffed} are not taken: send JPEG or PNG.` } : settled;
}

/** Whether all of it is UTF-8, with nothing in it that texts do not have. */
async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const file = await open(path);
  try {
    for await (const chunk of file.createReadStream({ highWaterMark: chunkBytes, autoClose: false })) {
      if ((chunk as Buffer).includes(0)) return false;
      decoder.decode(chunk as Buffer, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
