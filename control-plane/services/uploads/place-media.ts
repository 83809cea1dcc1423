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
  const { uploadId, mediaId, isReplacement, fileName, details, createdBy } = row;
  const placed = await edge.putMedia(row, {
    publicationId: uploadId,
    mediaId,
    isReplacement,
    file: { ...file, fileName },
    details,
    actor: contentActorOf(createdBy),
  });
  if (!placed.ok) throw new UploadRefused(placed.failure.code, placed.failure.detail);
}

/** Who uploaded it, as the history of content keeps it. */
function contentActorOf({ kind, personId, impersonatedBy }: UploadRow["createdBy"]) {
  if (kind === "person" && personId !== null) return { kind, personId, impersonatedBy };
  return { kind: "platform-token" } as const;
}
