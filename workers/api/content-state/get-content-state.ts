import { contentStateSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/content-state`: whether what is edited and what is served agree. */
export const getContentState = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/content-state",
  access: { kind: "website", permission: "content:read" },
  summary: "Compare what is edited with what is served",
  answers: { 200: contentStateSchema },
  params: websitePath,
  async handle({ context, params, services }) {
    return answer(200, await services.content(context, "contentState", params));
  },
});
