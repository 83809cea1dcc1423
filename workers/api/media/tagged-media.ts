import type { LibraryMedia } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { entityTag } from "#domain/http/index.ts";
import type { Handled } from "../answer.ts";

/** Media with their version as ETag: to be sent back as `If-Match` with the next change. */
export function taggedMedia(media: LibraryMedia): Handled {
  return ok({ status: 200, body: media, headers: { ETag: entityTag(media.version) } });
}
