import { pageOf } from "#domain/contracts/index.ts";
import { contentRecordSchema, recordRefSchema } from "#domain/content/index.ts";
import { answer } from "../answer.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/released/records?kind=`: whole records of the active release. A page may end before its limit. */
export const listReleasedRecords = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/released/records",
  access: { kind: "website", permission: "content:read" },
  summary: "List the records of a kind that are served",
  answers: { 200: pageOf(contentRecordSchema) },
  params: websitePath,
  query: listQuerySchema.extend({ kind: recordRefSchema.shape.kind }),
  async handle({ context, query, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.listRecords(query)));
  },
});
