import { publicationSchema, publishBodySchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { publishBy, publishRefusals } from "./publish-by.ts";

/** `POST /websites/:websiteId/documents/:documentId/publish`: visitors get the version that `If-Match` names once this has answered 201. */
export const publishDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/:documentId/publish",
  access: { kind: "website", permission: "content:publish" },
  summary: "Publish a document",
  answers: { 201: publicationSchema, 202: publicationSchema },
  refusals: publishRefusals,
  headers: ["If-Match", "Idempotency-Key"],
  params: documentPath,
  body: publishBodySchema,
  async handle(call) {
    const version = versionToMatch(call.headers);
    if (!version.ok) return version;
    const document = { documentId: call.params.documentId, version: version.value };
    return publishBy(call, { publish: [document], dueAt: null, message: call.body.message });
  },
});
