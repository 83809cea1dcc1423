import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { mediaSchema, type ContentRecord } from "#domain/content/index.ts";
import type { ApiClient } from "./api-client.ts";
import type { DemoPicture } from "./demo-site.ts";
import { uploadBlob } from "./upload-blob.ts";

/** Uploads the pictures of a website, as far as they are not there yet. @returns the records that make them its media */
export async function uploadPictures(api: ApiClient, pictures: readonly DemoPicture[]): Promise<ContentRecord[]> {
  const records: ContentRecord[] = [];
  for (const picture of pictures) {
    const bytes = new Uint8Array(await readFile(new URL(`pictures/${picture.fileName}`, import.meta.url)));
    const digest = createHash("sha256").update(bytes).digest("hex");
    await uploadBlob(api, digest, bytes);
    const value = mediaSchema.parse({ ...picture, contentType: "image/svg+xml", digest, bytes: bytes.byteLength });
    records.push({ kind: "media", value });
  }
  return records;
}
