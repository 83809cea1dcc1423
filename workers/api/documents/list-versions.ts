import { documentVersionSchema, pageOf } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/documents/:documentId/versions`: newest first, without superseded autosaves. */
export const listVersions = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/documents/:documentId/versions",
  access: { kind: "website", permission: "content:read" },
  summary: "List a document's versions",
  answers: { 200: pageOf(documentVersionSchema) },
  refusals: ["document-not-found"],
  params: documentPath,
  query: listQueryWith(/^[1-9]\d{0,8}$/),
  async handle({ context, params, query, services }) {
    return answer(200, await services.content(context, "listVersions", { ...params, ...query }));
  },
});
