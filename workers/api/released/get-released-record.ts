import { contentRecordSchema } from "#domain/content/index.ts";
import { answer } from "../answer.ts";
import { recordPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/released/records/:kind/:id`: as the active release has it; a redirect's path is written `%2Fold`. */
export const getReleasedRecord = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/released/records/:kind/:id",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a record as it is served",
  answers: { 200: contentRecordSchema },
  refusals: ["record-not-found"],
  params: recordPath,
  async handle({ context, params: { kind, id }, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.getRecord({ kind, id })));
  },
});
