import { libraryMediaSchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { mediaPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { taggedMedia } from "./tagged-media.ts";

/** `POST /websites/:websiteId/media/:mediaId/untrash`: out of the trash, and published again at once. */
export const untrashMedia = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/media/:mediaId/untrash",
  access: { kind: "website", permission: "content:publish" },
  summary: "Take media out of the trash",
  answers: { 200: libraryMediaSchema },
  refusals: ["media-not-found", "invalid-record"],
  headers: ["If-Match"],
  params: mediaPath,
  async handle({ context, params, services, headers }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const moved = await services.content(context, "trashMedia", {
      ...params,
      isTrashed: false,
      force: false,
      settings: [],
      ifVersion: version.value,
      publicationId: uuidV7(services.now()),
      actor: contentActorOf(context.actor),
    });
    return moved.ok ? taggedMedia(moved.value) : moved;
  },
});
