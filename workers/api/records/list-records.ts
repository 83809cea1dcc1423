import { editedRecordSchema, pageOf, writtenKindSchema } from "#domain/contracts/index.ts";
import { shortTextSchema } from "#domain/text/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/records?kind=`: terms, authors, menus, redirects or types, by their ids. */
export const listRecords = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/records",
  access: { kind: "website", permission: "content:read" },
  summary: "List records of a kind",
  answers: { 200: pageOf(editedRecordSchema) },
  params: websitePath,
  query: listQueryWith(/^[A-Za-z0-9_-]+$/).extend({
    kind: writtenKindSchema,
    /** A text in their names or ids. */
    search: shortTextSchema(100).optional(),
  }),
  async handle({ context, params, query, services }) {
    return answer(200, await services.content(context, "listRecords", { ...params, ...query }));
  },
});
