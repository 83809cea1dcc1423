import { documentVersionWithContentSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { documentVersionPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/documents/:documentId/versions/:version`: what the document was. */
export const getVersion = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/documents/:documentId/versions/:version",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a version of a document",
  answers: { 200: documentVersionWithContentSchema },
  refusals: ["document-version-not-found"],
  params: documentVersionPath,
  async handle({ context, params, services }) {
    return answer(200, await services.content(context, "getVersion", params));
  },
});
