import { publicationSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { publicationPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/publications/:publicationId` */
export const getPublication = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/publications/:publicationId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a publication",
  answers: { 200: publicationSchema },
  refusals: ["publication-not-found"],
  params: publicationPath,
  async handle({ context, params, services }) {
    return answer(200, await services.content(context, "getPublication", params));
  },
});
