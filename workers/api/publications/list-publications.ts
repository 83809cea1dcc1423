import { pageOf, publicationSchema } from "#domain/contracts/index.ts";
import { documentIdSchema } from "#domain/ids/index.ts";
import { publicationStateSchema } from "#domain/publication/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

const query = listQueryWith(/^\d{1,15}$/).extend({
  state: publicationStateSchema.optional(),
  /** Those that touch this document. */
  documentId: documentIdSchema.optional(),
});

/** `GET /websites/:websiteId/publications`: newest first. */
export const listPublications = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/publications",
  access: { kind: "website", permission: "content:read" },
  summary: "List publications",
  answers: { 200: pageOf(publicationSchema) },
  params: websitePath,
  query,
  async handle({ context, params, query: asked, services }) {
    return answer(200, await services.content(context, "listPublications", { ...params, ...asked }));
  },
});
