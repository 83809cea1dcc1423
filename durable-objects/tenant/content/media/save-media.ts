import { mediaSchema, type Media } from "#domain/content/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import type { ContentInput, LibraryMedia, SaveMediaBody } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverNow } from "../publications/deliver-publications.ts";
import { inTurn, type Verb } from "../verb.ts";
import { changedMeanwhile, findMedia, libraryMediaOf, mediaOf, noMedia } from "./media-row.ts";
import { writeMedia } from "./write-media.ts";

type Input = ContentInput<"saveMedia">;

/** Changes what is told of media, as the caller has read them. Published at once; saving what is there changes nothing. */
export const saveMedia: Verb<"saveMedia"> = {
  async run(context, input) {
    context.expectPublications();
    const saved = await inTurn(context, input.websiteId, (tables) => save(tables, input));
    if (saved.ok) await deliverNow(context, input.websiteId);
    return saved;
  },
};

async function save(
  tables: Tables,
  input: Input,
): Promise<Result<LibraryMedia, "media-not-found" | "version-mismatch">> {
  const row = await findMedia(tables, input, "change");
  if (row === null || row.trashedAt !== null) return noMedia;
  const before = mediaOf(row);
  const media = changed(before, input.changes);
  // As whoever was not answered finds it.
  if (digestOf(media) === digestOf(before)) return ok(libraryMediaOf(row));
  if (row.version !== input.ifVersion) return changedMeanwhile;
  const { websiteId, publicationId, actor } = input;
  const message = `Changed ${media.fileName}`;
  return ok(
    libraryMediaOf(await writeMedia(tables, media, { websiteId, publicationId, actor, message, isTrashed: false })),
  );
}

function changed(before: Media, changes: SaveMediaBody): Media {
  const next: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return mediaSchema.parse(next);
}
