import { publicationSchema, publishBodySchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { publishBy, publishRefusals } from "./publish-by.ts";

/** `POST /websites/:websiteId/documents/:documentId/unpublish`: visitors get it no longer; it stays to be edited. */
export const unpublishDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/:documentId/unpublish",
  access: { kind: "website", permission: "content:publish" },
  summary: "Unpublish a document",
  answers: { 201: publicationSchema, 202: publicationSchema },
  refusals: publishRefusals,
  headers: ["If-Match", "Idempotency-Key"],
  params: documentPath,
  body: publishBodySchema,
  async handle(call) {
    const version = versionToMatch(call.headers);
    if (!version.ok) return version;
    const document = { documentId: call.params.documentId, version: version.value };
    return publishBy(call, { unpublish: [document], dueAt: null, message: call.body.message });
  },
});
