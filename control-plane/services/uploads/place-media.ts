import { mediaSchema, type Media } from "#domain/content/index.ts";
import type { StoredFile, UploadRow } from "#migrations/schema/index.ts";
import type { UploadServices } from "./context.ts";
import { UploadRefused } from "./upload-refused.ts";

/**
 * Makes media of the website of a file, or gives it to the media that it is to replace the file of. It is published under the upload's
 * id, so that doing it again does nothing. Throws an `UploadRefused` when the website does not take it.
 */
export async function placeMedia(
  { edge }: Pick<UploadServices, "edge">,
  row: UploadRow,
  file: StoredFile,
): Promise<void> {
  const found = await edge.findMedia(row, row.mediaId);
  if (!found.ok) throw new UploadRefused(found.failure.code, found.failure.detail);
  const placed = await edge.placeMedia(row, row.uploadId, mediaOf(row, file, found.value));
  if (!placed.ok) throw new UploadRefused(placed.failure.code, placed.failure.detail);
}

/** @param current the record as it is served; null for none */
export function mediaOf(row: UploadRow, file: StoredFile, current: Media | null): Media {
  const { mediaId, fileName, details, isReplacement } = row;
  if (isReplacement && current === null) {
    throw new UploadRefused("media-not-found", "The media that it was to replace is gone.");
  }
  const known = isReplacement ? current : null;
  return mediaSchema.parse({ ...known, ...details, ...file, mediaId, fileName, unavailable: null });
}
