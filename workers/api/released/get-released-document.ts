import { documentSchema } from "#domain/document/index.ts";
import { answer } from "../answer.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/released/documents/:documentId`: as the active release has it. */
export const getReleasedDocument = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/released/documents/:documentId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a document as it is served",
  answers: { 200: documentSchema },
  refusals: ["document-not-found"],
  params: documentPath,
  async handle({ context, params, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.getDocument(params.documentId)));
  },
});
