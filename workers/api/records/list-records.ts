import { pageOf } from "#domain/contracts/index.ts";
import { contentRecordSchema, recordRefSchema } from "#domain/content/index.ts";
import { answer } from "../answer.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/records?kind=`: whole records of the active release. A page may end before its limit. */
export const listRecords = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/records",
  access: { kind: "website", permission: "content:read" },
  summary: "List records of a kind",
  answers: { 200: pageOf(contentRecordSchema) },
  params: websitePath,
  query: listQuerySchema.extend({ kind: recordRefSchema.shape.kind }),
  async handle({ context, query, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.listRecords(query)));
  },
});
