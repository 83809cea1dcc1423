import { mediaFoldersSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/media-folders`: those that something is in, by name. A folder comes and goes with what is in it. */
export const listMediaFolders = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/media-folders",
  access: { kind: "website", permission: "content:read" },
  summary: "List folders of media",
  answers: { 200: mediaFoldersSchema },
  params: websitePath,
  async handle({ context, params, services }) {
    return answer(200, await services.content(context, "listMediaFolders", params));
  },
});
