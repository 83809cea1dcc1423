import { publicationSchema, scheduleBodySchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { dueOf } from "./due-of.ts";
import { publishBy, publishRefusals } from "./publish-by.ts";

/**
 * `POST /websites/:websiteId/documents/:documentId/schedule`: the version that `If-Match` names is published at its time, whatever is
 * saved later. `DELETE /publications/:publicationId` takes it back, `PATCH` there gives it another time.
 */
export const scheduleDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/:documentId/schedule",
  access: { kind: "website", permission: "content:publish" },
  summary: "Schedule a document",
  answers: { 201: publicationSchema, 202: publicationSchema },
  refusals: publishRefusals,
  headers: ["If-Match", "Idempotency-Key"],
  params: documentPath,
  body: scheduleBodySchema,
  async handle(call) {
    const version = versionToMatch(call.headers);
    if (!version.ok) return version;
    const due = await dueOf(call.services, call.context, call.body);
    if (!due.ok) return due;
    const document = { documentId: call.params.documentId, version: version.value };
    return publishBy(call, { publish: [document], dueAt: due.value, message: call.body.message });
  },
});
