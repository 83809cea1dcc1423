import { createPublicationBodySchema, publicationSchema } from "#domain/contracts/index.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { dueOf } from "./due-of.ts";
import { publishBy, publishRefusals } from "./publish-by.ts";

/**
 * `POST /websites/:websiteId/publications`: several documents as one change, those that are to be published and those that are to go,
 * each in the version that its caller has read; at once, or at their time.
 */
export const createPublication = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/publications",
  access: { kind: "website", permission: "content:publish" },
  summary: "Publish documents together",
  answers: { 201: publicationSchema, 202: publicationSchema },
  refusals: publishRefusals,
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: createPublicationBodySchema,
  async handle(call) {
    const { publish, unpublish, message } = call.body;
    const due = await dueOf(call.services, call.context, call.body);
    if (!due.ok) return due;
    return publishBy(call, { publish, unpublish, dueAt: due.value, message });
  },
});
