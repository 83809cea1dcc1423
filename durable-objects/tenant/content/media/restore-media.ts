import { digestOf } from "#domain/digest/index.ts";
import type { ContentInput, LibraryMedia } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverRecord } from "../publications/deliver-record.ts";
import { inTurn, type Verb } from "../verb.ts";
import { changedMeanwhile, findMedia, inTrash, libraryMediaOf, mediaOf, noMedia } from "./media-row.ts";
import { findMediaVersion } from "./media-version.ts";
import { writeMedia } from "./write-media.ts";

type Input = ContentInput<"restoreMedia">;
type Refusal = "media-not-found" | "version-mismatch" | "document-version-not-found";

/**
 * The media as they were, file and all, as their next version. Published at once; as they were already, nothing is written. Files stay
 * where they are by their digests.
 */
export const restoreMedia: Verb<"restoreMedia"> = {
  async run(context, input) {
    context.expectPublications();
    const restored = await inTurn(context, input.websiteId, (tables) => restore(tables, input));
    if (!restored.ok) return restored;
    const told = await deliverRecord(context, input);
    return told.ok ? restored : told;
  },
};

async function restore(tables: Tables, input: Input): Promise<Result<LibraryMedia, Refusal>> {
  const { websiteId, publicationId, actor, version, ifVersion } = input;
  const row = await findMedia(tables, input, "change");
  if (row === null) return noMedia;
  if (row.trashedAt !== null) return inTrash;
  const media = await findMediaVersion(tables, input, version);
  if (media === null) return fail("document-version-not-found", `There is no version ${version} of the media.`);
  // As whoever was not answered finds it.
  if (digestOf(media) === digestOf(mediaOf(row))) return ok(libraryMediaOf(row));
  if (row.version !== ifVersion) return changedMeanwhile;
  const message = `Restored ${media.fileName}`;
  return ok(
    libraryMediaOf(await writeMedia(tables, media, { websiteId, publicationId, actor, message, isTrashed: false })),
  );
}
