import { pageOf, recordVersionSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { writtenRecordPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/records/:kind/:id/versions`: newest first, of one that is deleted too. */
export const listRecordVersions = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/records/:kind/:id/versions",
  access: { kind: "website", permission: "content:read" },
  summary: "List a record's versions",
  answers: { 200: pageOf(recordVersionSchema) },
  refusals: ["record-not-found"],
  params: writtenRecordPath,
  query: listQueryWith(/^[1-9]\d{0,8}$/),
  async handle({ context, params, query, services }) {
    return answer(200, await services.content(context, "listRecordVersions", { ...params, ...query }));
  },
});
