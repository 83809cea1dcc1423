import { digestOf } from "#domain/digest/index.ts";
import type { ContentInput, LibraryMedia } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverRecord } from "../publications/deliver-record.ts";
import { inTurn, type Verb } from "../verb.ts";
import { findMedia, inTrash, libraryMediaOf, mediaOf, noMedia } from "./media-row.ts";
import { changedBy, mergedMedia } from "./merged-media.ts";
import { writeMedia } from "./write-media.ts";

type Input = ContentInput<"saveMedia">;

/**
 * Changes what is told of media. What others wrote since the caller read them is merged by field. Published at once; saving what is there
 * changes nothing.
 */
export const saveMedia: Verb<"saveMedia"> = {
  async run(context, input) {
    context.expectPublications();
    const saved = await inTurn(context, input.websiteId, (tables) => save(tables, input));
    if (!saved.ok) return saved;
    const told = await deliverRecord(context, input);
    return told.ok ? saved : told;
  },
};

async function save(
  tables: Tables,
  input: Input,
): Promise<Result<LibraryMedia, "media-not-found" | "version-mismatch" | "edit-conflict">> {
  const row = await findMedia(tables, input, "change");
  if (row === null) return noMedia;
  if (row.trashedAt !== null) return inTrash;
  const before = mediaOf(row);
  // As whoever was not answered finds it.
  if (digestOf(changedBy(before, input.changes)) === digestOf(before)) return ok(libraryMediaOf(row));
  const merged = await mergedMedia(tables, row, input);
  if (!merged.ok) return merged;
  const media = merged.value;
  if (digestOf(media) === digestOf(before)) return ok(libraryMediaOf(row));
  const { websiteId, publicationId, actor } = input;
  const message = `Changed ${media.fileName}`;
  return ok(
    libraryMediaOf(await writeMedia(tables, media, { websiteId, publicationId, actor, message, isTrashed: false })),
  );
}
