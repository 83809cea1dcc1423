import { z } from "zod";
import { libraryMediaSchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { mediaPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { settingsShowing } from "./settings-showing.ts";
import { taggedMedia } from "./tagged-media.ts";

/**
 * `DELETE /websites/:websiteId/media/:mediaId?force`: into the trash, from which it can be taken out. Visitors get it no longer; while
 * something shows it, that is refused with `media-in-use` unless forced.
 */
export const trashMedia = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/media/:mediaId",
  access: { kind: "website", permission: "content:publish" },
  summary: "Put media into the trash",
  answers: { 200: libraryMediaSchema },
  refusals: ["media-not-found", "media-in-use", "invalid-record"],
  headers: ["If-Match"],
  params: mediaPath,
  query: z.strictObject({
    force: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .default(false),
  }),
  async handle({ context, params, query, services, headers }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const settings = await settingsShowing(services, context, params.mediaId);
    if (!settings.ok) return settings;
    const moved = await services.content(context, "trashMedia", {
      ...params,
      isTrashed: true,
      force: query.force,
      settings: settings.value,
      ifVersion: version.value,
      publicationId: uuidV7(services.now()),
      actor: contentActorOf(context.actor),
    });
    return moved.ok ? taggedMedia(moved.value) : moved;
  },
});
