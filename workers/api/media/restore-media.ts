import { libraryMediaSchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { mediaVersionPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { taggedMedia } from "./tagged-media.ts";

/**
 * `POST /websites/:websiteId/media/:mediaId/versions/:version/restore`: file and description as they were, as the next version, wherever
 * they are shown.
 */
export const restoreMedia = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/media/:mediaId/versions/:version/restore",
  access: { kind: "website", permission: "content:publish" },
  summary: "Restore a version of media",
  answers: { 200: libraryMediaSchema },
  refusals: ["media-not-found", "document-version-not-found", "invalid-record"],
  headers: ["If-Match"],
  params: mediaVersionPath,
  async handle({ context, params, services, headers }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const restored = await services.content(context, "restoreMedia", {
      ...params,
      ifVersion: version.value,
      publicationId: uuidV7(services.now()),
      actor: contentActorOf(context.actor),
    });
    return restored.ok ? taggedMedia(restored.value) : restored;
  },
});
