import { ok } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { byCaller } from "./content-actor-of.ts";

/** `DELETE /websites/:websiteId/documents/:documentId`: for good, with its history; only from the trash. */
export const eraseDocument = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/documents/:documentId",
  access: { kind: "website", permission: "content:write" },
  summary: "Delete a document in the trash for good",
  answers: { 204: null },
  refusals: ["invalid-document-state"],
  params: documentPath,
  async handle({ context, params, services }) {
    const input = { ...params, ...byCaller(context), publicationId: uuidV7(services.now()) };
    const erased = await services.content(context, "eraseDocument", input);
    return erased.ok ? ok({ status: 204, body: null }) : erased;
  },
});
