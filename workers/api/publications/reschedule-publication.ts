import { publicationSchema, rescheduleBodySchema } from "#domain/contracts/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { answer } from "../answer.ts";
import { byCaller } from "../documents/content-actor-of.ts";
import { idFor } from "../idempotency.ts";
import { publicationPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { dueOf } from "./due-of.ts";
import { publishRefusals } from "./publish-by.ts";

/**
 * `PATCH /websites/:websiteId/publications/:publicationId`: another time for exactly what it holds. Answers with the publication that
 * waits from now on, which has an id of its own; this one is taken back.
 */
export const reschedulePublication = defineRoute({
  method: "PATCH",
  path: "/websites/:websiteId/publications/:publicationId",
  access: { kind: "website", permission: "content:publish" },
  summary: "Give a scheduled publication another time",
  answers: { 200: publicationSchema },
  refusals: [...publishRefusals, "invalid-publication-state"],
  headers: ["Idempotency-Key"],
  params: publicationPath,
  body: rescheduleBodySchema,
  async handle(call) {
    const { context, params, services, body } = call;
    const due = await dueOf(services, context, body);
    if (!due.ok) return due;
    const id = idFor(call, undefined, `rescheduling of ${params.publicationId}`);
    if (!id.ok) return id;
    const newPublicationId = id.value ?? uuidV7(services.now());
    const input = { ...params, newPublicationId, dueAt: due.value!, ...byCaller(context) };
    return answer(200, await services.content(context, "reschedulePublication", input));
  },
});
