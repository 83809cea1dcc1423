import { publicationSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { byCaller } from "../documents/content-actor-of.ts";
import { publicationPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { publishRefusals } from "./publish-by.ts";

/**
 * `DELETE /websites/:websiteId/publications/:publicationId`: takes back one that waits for its time. It is `withdrawing` until the
 * website has heard of it, and `placed` where it came due before that.
 */
export const cancelPublication = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/publications/:publicationId",
  access: { kind: "website", permission: "content:publish" },
  summary: "Take back a scheduled publication",
  answers: { 200: publicationSchema },
  refusals: [...publishRefusals, "invalid-publication-state"],
  params: publicationPath,
  async handle({ context, params, services }) {
    return answer(200, await services.content(context, "cancelPublication", { ...params, ...byCaller(context) }));
  },
});
