import { documentSummarySchema, pageOf } from "#domain/contracts/index.ts";
import { documentStatusSchema } from "#domain/document/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/released/documents`: those of the active release, without their bodies; drafts and such by `status`. */
export const listReleasedDocuments = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/released/documents",
  access: { kind: "website", permission: "content:read" },
  summary: "List the documents that are served",
  answers: { 200: pageOf(documentSummarySchema) },
  params: websitePath,
  query: listQueryWith(/^[A-Za-z0-9_-]{1,64}$/).extend({
    status: documentStatusSchema.exclude(["published"]).optional(),
  }),
  async handle({ context, query, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.listDocuments(query)));
  },
});
