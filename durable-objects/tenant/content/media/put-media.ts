import { mediaSchema, type Media } from "#domain/content/index.ts";
import type { ContentInput, LibraryMedia } from "#domain/contracts/index.ts";
import { fail, ok, type Failed, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverNow } from "../publications/deliver-publications.ts";
import { findPublication } from "../publications/find-publication.ts";
import { inTurn, type ContentContext, type Verb } from "../verb.ts";
import { findMedia, libraryMediaOf, mediaOf, noMedia } from "./media-row.ts";
import { writeMedia } from "./write-media.ts";

type Input = ContentInput<"putMedia">;

/**
 * Puts a file into the library as new media, or in place of the file of media that are there, of which all else that is told stays. It
 * is published at once; done already, it is answered as it is.
 */
export const putMedia: Verb<"putMedia"> = {
  async run(context, input) {
    context.expectPublications();
    const put = await inTurn(context, input.websiteId, (tables) => write(tables, input, null));
    const served = put.ok || !input.isReplacement ? null : await servedMedia(context, input);
    const again =
      served === null ? put : await inTurn(context, input.websiteId, (tables) => write(tables, input, served));
    if (again.ok) await deliverNow(context, input.websiteId);
    return again;
  },
};

async function write(
  tables: Tables,
  input: Input,
  served: Media | null,
): Promise<Result<LibraryMedia, "media-not-found" | "media-refused">> {
  const row = await findMedia(tables, input, "change");
  if (row !== null && (await findPublication(tables, input)) !== null) return ok(libraryMediaOf(row));
  const { websiteId, publicationId, mediaId, isReplacement, file, details, actor } = input;
  const before = row === null ? served : row.trashedAt === null ? mediaOf(row) : null;
  if (isReplacement && before === null) return noMedia;
  const misplaced = isReplacement && before !== null ? otherKind(before, file) : null;
  if (misplaced !== null) return misplaced;
  const known = isReplacement ? before : null;
  const media = mediaSchema.parse({ ...known, ...details, ...file, mediaId, unavailable: null });
  const message = `${isReplacement ? "Replaced" : "Uploaded"} ${media.fileName}`;
  const written = await writeMedia(tables, media, {
    ...{ websiteId, publicationId, actor, message },
    isTrashed: false,
  });
  return ok(libraryMediaOf(written));
}

/** What shows an image, a video or a sound would show nothing of a file of another kind. */
function otherKind(before: Media, file: Input["file"]): Failed<"media-refused"> | null {
  const [, shown] = /^(image|video|audio)\//.exec(before.contentType) ?? [];
  if (shown === undefined || file.contentType.startsWith(`${shown}/`)) return null;
  const detail = `It is of the type ${file.contentType}, and what it was to replace is of ${before.contentType}: where that is shown, nothing would be. Upload it as media of its own.`;
  return fail("media-refused", detail);
}

/** What was brought by an import and is not in the tables yet is where it is served. */
async function servedMedia(context: ContentContext, { websiteId, mediaId }: Input): Promise<Media | null> {
  const found = await context.website(websiteId).getRecord({ kind: "media", id: mediaId });
  return found.ok && found.value.kind === "media" ? found.value.value : null;
}
