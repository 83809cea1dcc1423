import { libraryMediaSchema, saveMediaBodySchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { mediaPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { taggedMedia } from "./tagged-media.ts";

/**
 * `PATCH /websites/:websiteId/media/:mediaId`: title, alternative text, caption, folder, focal point or file name of what `If-Match`
 * names. Published at once; what others wrote since is merged by field. The file itself is replaced by an upload.
 */
export const saveMedia = defineRoute({
  method: "PATCH",
  path: "/websites/:websiteId/media/:mediaId",
  access: { kind: "website", permission: "content:publish" },
  summary: "Change what is told of media",
  answers: { 200: libraryMediaSchema },
  refusals: ["media-not-found", "edit-conflict", "invalid-record"],
  headers: ["If-Match"],
  params: mediaPath,
  body: saveMediaBodySchema,
  async handle({ context, params, body, services, headers }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const saved = await services.content(context, "saveMedia", {
      ...params,
      changes: body,
      ifVersion: version.value,
      publicationId: uuidV7(services.now()),
      actor: contentActorOf(context.actor),
    });
    return saved.ok ? taggedMedia(saved.value) : saved;
  },
});
