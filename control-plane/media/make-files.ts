import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { makeVariants } from "./make-variants.ts";
import type { FileToLookInto, LookedInto, MadeEdition, MadeFile } from "./looked-into.ts";
import { makeMaster, masterTypes } from "./make-master.ts";
import { settleUpload } from "./settle-upload.ts";

const unsound = "The file is no sound image, or has more pixels than are taken.";

/**
 * Finds out what a file is, and makes of it what visitors are served: images anew, upright and with nothing but their pixels, together
 * with smaller editions; SVG images with what they show alone; everything else as it is.
 */
export async function makeFiles({ path, bytes, said, directory }: FileToLookInto): Promise<LookedInto> {
  const settled = await settleUpload(path, bytes, said);
  if (!settled.ok) return settled;
  const { contentType } = settled;
  const master = join(directory, "master");
  if (settled.svg !== undefined) {
    await writeFile(master, settled.svg);
    return { ok: true, contentType, width: null, height: null, file: await describe(master), editions: [] };
  }
  if (!masterTypes.has(contentType)) {
    const file = await describe(path);
    return { ok: true, contentType, width: null, height: null, file, editions: [] };
  }
  const isMade = await makeMaster(path, contentType, master);
  const image = isMade ? await makeVariants(master, contentType, ["avif", "webp"]) : null;
  if (image === null) return { ok: false, reason: unsound };
  const editions: MadeEdition[] = [];
  for (const { data, contentType, width, height, digest } of image.variants) {
    const edition = join(directory, digest);
    await writeFile(edition, data);
    editions.push({ path: edition, digest, bytes: data.byteLength, contentType, width, height });
  }
  const { width, height } = image;
  return { ok: true, contentType, width, height, file: await describe(master), editions };
}

async function describe(path: string): Promise<MadeFile> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return { path, digest: hash.digest("hex"), bytes: (await stat(path)).size };
}
