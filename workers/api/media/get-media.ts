import { libraryMediaSchema } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { entityTag, isKnown } from "#domain/http/index.ts";
import { mediaPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { taggedMedia } from "./tagged-media.ts";

/** `GET /websites/:websiteId/media/:mediaId`, also from the trash. */
export const getMedia = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/media/:mediaId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get media",
  answers: { 200: libraryMediaSchema, 304: null },
  refusals: ["media-not-found"],
  headers: ["If-None-Match"],
  params: mediaPath,
  async handle({ context, params, services, headers }) {
    const found = await services.content(context, "getMedia", params);
    if (!found.ok) return found;
    const { version } = found.value;
    return isKnown(headers, version)
      ? ok({ status: 304, body: null, headers: { ETag: entityTag(version) } })
      : taggedMedia(found.value);
  },
});
