import { mediaVersionSchema, pageOf } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { mediaPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/media/:mediaId/versions`: newest first, of what is in the trash too. */
export const listMediaVersions = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/media/:mediaId/versions",
  access: { kind: "website", permission: "content:read" },
  summary: "List versions of media",
  answers: { 200: pageOf(mediaVersionSchema) },
  refusals: ["media-not-found"],
  params: mediaPath,
  query: listQueryWith(/^[1-9]\d{0,8}$/),
  async handle({ context, params, query, services }) {
    return answer(200, await services.content(context, "listMediaVersions", { ...params, ...query }));
  },
});
