import { recordRefSchema, contentRecordSchema } from "#domain/content/index.ts";
import { pageOf } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { listQuerySchema } from "../list-query.ts";
import { mayExport } from "../exports/may-export.ts";
import { releasePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/releases/:releaseId/records?kind=`: whole records, by id. A page may end before its limit. */
export const listReleaseRecords = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/releases/:releaseId/records",
  access: { kind: "website", permission: "export:create" },
  summary: "List a release's records of a kind",
  answers: { 200: pageOf(contentRecordSchema) },
  refusals: ["release-not-found"],
  params: releasePath,
  query: listQuerySchema.extend({ kind: recordRefSchema.shape.kind }),
  async handle({ context, params: { releaseId }, query, services }) {
    const allowed = await mayExport(context, services);
    if (!allowed.ok) return allowed;
    const input = { ...query, releaseId };
    return answer(200, await services.onWebsite(context.website, (website) => website.listReleaseRecords(input)));
  },
});
