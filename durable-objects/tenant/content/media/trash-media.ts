import type { ContentInput, LibraryMedia } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverRecord } from "../publications/deliver-record.ts";
import { inTurn, type Verb } from "../verb.ts";
import { changedMeanwhile, findMedia, libraryMediaOf, mediaOf, noMedia } from "./media-row.ts";
import { countUses } from "./media-uses.ts";
import { writeMedia } from "./write-media.ts";

type Input = ContentInput<"trashMedia">;

/**
 * Puts media into the trash, or takes them out. What is in the trash visitors get no longer: with `force` alone while something shows
 * it. Done already, it is answered as it is.
 */
export const trashMedia: Verb<"trashMedia"> = {
  async run(context, input) {
    context.expectPublications();
    const moved = await inTurn(context, input.websiteId, (tables) => move(tables, input));
    if (!moved.ok) return moved;
    const told = await deliverRecord(context, input);
    return told.ok ? moved : told;
  },
};

async function move(
  tables: Tables,
  input: Input,
): Promise<Result<LibraryMedia, "media-not-found" | "version-mismatch" | "media-in-use">> {
  const { websiteId, publicationId, actor, isTrashed, force, ifVersion } = input;
  const row = await findMedia(tables, input, "change");
  if (row === null) return noMedia;
  if ((row.trashedAt !== null) === isTrashed) return ok(libraryMediaOf(row));
  if (row.version !== ifVersion) return changedMeanwhile;
  const media = mediaOf(row);
  if (isTrashed && !force) {
    const { documents, redirects } = await countUses(tables, input);
    const uses = documents + redirects + input.settings.length;
    if (uses > 0) return inUse({ documents, redirects, settings: input.settings.length });
  }
  const message = `${isTrashed ? "Took away" : "Brought back"} ${media.fileName}`;
  const written = await writeMedia(tables, media, { websiteId, publicationId, actor, message, isTrashed });
  return ok(libraryMediaOf(written));
}

function inUse(uses: { readonly documents: number; readonly redirects: number; readonly settings: number }) {
  const detail =
    `It is used by ${uses.documents} documents, ${uses.redirects} redirects and ${uses.settings} settings of the theme. ` +
    "They would show nothing in its place: say 'force=true' to take it away all the same.";
  return fail("media-in-use", detail, uses);
}
